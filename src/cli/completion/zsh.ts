// Completion for zsh, in the terms of its own _arguments and _describe.

import { type LineOption, type LineVerb, secondWords } from './line.js';

/** A file for a folder of $fpath, or a script to be sourced. */
export function zshCompletion(line: readonly LineVerb[]): string {
  const groups = [...secondWords(line)];
  const firsts = line.filter(({ name }) => !name.includes(' '));
  return `#compdef softqcos-verify
# softqcos-verify completion zsh > "\${fpath[1]}/_softqcos-verify"
_softqcos_verify() {
  local verb=verify
  local -a verbs
  if (( CURRENT == 2 )) && [[ \${words[2]} != -* ]]; then
    verbs=(
${firsts.map((verb) => `      ${described(verb.name, verb.says)}`).join('\n')}
${groups.map(([first]) => `      ${described(first, 'trust roots')}`).join('\n')}
    )
    _alternative 'verbs:verb:{ _describe verb verbs }' 'bundles:bundle:_files'
    return
  fi
  case \${words[2]} in
${groups
  .map(
    ([first, verbs]) => `    ${first})
      if (( CURRENT == 3 )); then
        verbs=(
${verbs.map(({ name, says }) => `          ${described(name.split(' ')[1] ?? '', says)}`).join('\n')}
        )
        _describe verb verbs
        return
      fi
      verb="${first} \${words[3]}"
      words=(softqcos-verify "\${words[@]:3}")
      (( CURRENT -= 2 ));;`,
  )
  .join('\n')}
    ${firsts.map(({ name }) => name).join('|')})
      verb=\${words[2]}
      words=(softqcos-verify "\${words[@]:2}")
      (( CURRENT -= 1 ));;
  esac
  case $verb in
${line.map(caseOf).join('\n')}
  esac
}
if [[ \${zsh_eval_context[-1]} == loadautofunc ]]; then _softqcos_verify "$@"; else compdef _softqcos_verify softqcos-verify; fi
`;
}

function caseOf({ name, args, words, options }: LineVerb): string {
  const rest =
    words.length > 0
      ? [`'1: :(${words.join(' ')})'`]
      : args.map((arg) => (/file|bundle/.test(arg) ? `'*: :_files'` : `'*: : '`)).slice(0, 1);
  const lines = [...options.flatMap(specsOf), ...rest].map((spec) => `        ${spec}`);
  return `    '${name}')
      _arguments -s \\
${lines.join(' \\\n')};;`;
}

/** A specification of _arguments: brackets and colons have a meaning in it. */
function specsOf({ long, short, says, value, choices, isFile, repeats }: LineOption): string[] {
  const text = quoted(says.replace(/[[\]:\\]/g, '\\$&'));
  const what = choices.length > 0 && !isFile ? `(${choices.join(' ')})` : isFile ? '_files' : ' ';
  const action = value === undefined ? '' : `: :${what}`;
  return [long, ...(short === undefined ? [] : [short])].map(
    (name) => `'${repeats ? '*' : ''}${name}[${text}]${action}'`,
  );
}

function described(name: string, says: string): string {
  return `'${name}:${quoted(says)}'`;
}

function quoted(text: string): string {
  return text.replaceAll("'", "'\\''");
}
