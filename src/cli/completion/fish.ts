// Completion for fish: one line for each verb and option, under a condition that says which verb the line has.

import { type LineOption, type LineVerb, secondWords } from './line.js';

/** A file for ~/.config/fish/completions, or a script to be sourced. */
export function fishCompletion(line: readonly LineVerb[]): string {
  const groups = [...secondWords(line)];
  const sole = line.filter(({ name }) => !name.includes(' '));
  return `# softqcos-verify completion fish > ~/.config/fish/completions/softqcos-verify.fish
function __softqcos_verify_verb
    set -l words (commandline -opc)
    switch "$words[2]"
        case ${groups.map(([first]) => first).join(' ')}
            echo "$words[2] $words[3]"
        case ${sole.map(({ name }) => name).join(' ')}
            echo $words[2]
        case '*'
            echo verify
    end
end
function __softqcos_verify_is
    test (__softqcos_verify_verb) = "$argv[1]"
end
function __softqcos_verify_at
    test (count (commandline -opc)) -eq $argv[1]
end
${sole.map(({ name, says }) => `complete -c softqcos-verify -n '__softqcos_verify_at 1' -a ${name} -d ${quoted(says)}`).join('\n')}
${groups
  .flatMap(([first, verbs]) => [
    `complete -c softqcos-verify -n '__softqcos_verify_at 1' -a ${first} -d 'trust roots'`,
    ...verbs.map(
      ({ name, says }) =>
        `complete -c softqcos-verify -f -n '__softqcos_verify_is "${first} "' -a ${name.split(' ')[1]} -d ${quoted(says)}`,
    ),
  ])
  .join('\n')}
${line.flatMap((verb) => verb.options.map((option) => optionLine(verb, option))).join('\n')}
${line.flatMap(({ name, words }) => (words.length === 0 ? [] : [`complete -c softqcos-verify -f -n '__softqcos_verify_is "${name}"' -a '${words.join(' ')}'`])).join('\n')}
`;
}

function optionLine({ name }: LineVerb, option: LineOption): string {
  const { long, short, says, value, choices, isFile } = option;
  return [
    `complete -c softqcos-verify -n '__softqcos_verify_is "${name}"' -l ${long.slice(2)}`,
    ...(short === undefined ? [] : [`-s ${short.slice(1)}`]),
    ...(value === undefined ? [] : [isFile ? '-r' : '-x']),
    ...(choices.length === 0 ? [] : [`-a '${choices.join(' ')}'`]),
    `-d ${quoted(says)}`,
  ].join(' ');
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
