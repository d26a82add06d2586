// Completion for bash. Words of verbs and options are ours alone, and hold nothing that a shell would expand.

import { firstWords, type LineVerb, secondWords } from './line.js';

/** A script to be sourced. */
export function bashCompletion(line: readonly LineVerb[]): string {
  const groups = [...secondWords(line)];
  return `# bash completion for softqcos-verify
# source <(softqcos-verify completion bash)
_softqcos_verify() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} verb=verify at=1 words= file=
  COMPREPLY=()
  case \${COMP_WORDS[1]-} in
${groups.map(([first]) => `    ${first}) verb="${first} \${COMP_WORDS[2]-}"; at=2;;`).join('\n')}
    ${soleWords(line).join('|')}) verb=\${COMP_WORDS[1]};;
  esac
  # bash cuts --format=json at the equals sign.
  if [[ $cur == '=' ]]; then cur=; elif [[ $prev == '=' ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  if ((COMP_CWORD == 1)) && [[ $cur != -* ]]; then
    COMPREPLY=($(compgen -W '${firstWords(line).join(' ')}' -- "$cur"))
    return
  fi
${groups
  .map(
    ([
      first,
      verbs,
    ]) => `  if ((COMP_CWORD == 2)) && [[ \${COMP_WORDS[1]} == ${first} && $cur != -* ]]; then
    COMPREPLY=($(compgen -W '${verbs.map(({ name }) => name.split(' ')[1]).join(' ')}' -- "$cur"))
    return
  fi`,
  )
  .join('\n')}
  case "$verb $prev" in
${line.flatMap(valueCases).join('\n')}
  esac
  if [[ -n $words ]]; then COMPREPLY=($(compgen -W "$words" -- "$cur")); fi
  if [[ -n $words || -n $file ]]; then return; fi
  if [[ $cur == -* ]]; then
    case $verb in
${line.map(({ name, options }) => `      '${name}') words='${options.map(({ long }) => long).join(' ')}';;`).join('\n')}
    esac
  elif ((COMP_CWORD == at + 1)); then
    case $verb in
${line.flatMap(({ name, words }) => (words.length === 0 ? [] : [`      '${name}') words='${words.join(' ')}';;`])).join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o bashdefault -o default -F _softqcos_verify softqcos-verify
`;
}

function soleWords(line: readonly LineVerb[]): readonly string[] {
  return line.map(({ name }) => name).filter((name) => !name.includes(' '));
}

/** What may stand behind an option: words of a list, or a file, which bash completes by itself. */
function valueCases({ name, options }: LineVerb): string[] {
  return options.flatMap(({ long, short, value, choices }) => {
    if (value === undefined) return [];
    const pattern = [long, ...(short === undefined ? [] : [short])]
      .map((word) => `'${name} ${word}'`)
      .join('|');
    const list = value === '<format=file>' ? [] : choices;
    return [`    ${pattern}) ${list.length === 0 ? 'file=1' : `words='${list.join(' ')}'`};;`];
  });
}
