// Completion for PowerShell 5.1 and later.

import { firstWords, type LineVerb, secondWords } from './line.js';

/** A script for the profile. */
export function powershellCompletion(line: readonly LineVerb[]): string {
  const groups = [...secondWords(line)];
  return `# softqcos-verify completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName softqcos-verify -ScriptBlock {
  param($word, $ast, $position)
  $options = @{
${line.map(({ name, options }) => `    '${name}' = ${list(options.map(({ long }) => long))}`).join('\n')}
  }
  $values = @{
${line.flatMap(valueLines).join('\n')}
  }
  $words = @{
    '' = ${list(firstWords(line))}
${groups.map(([first, verbs]) => `    '${first}' = ${list(verbs.map(({ name }) => name.split(' ')[1] ?? ''))}`).join('\n')}
${line.flatMap(({ name, words }) => (words.length === 0 ? [] : [`    '${name}' = ${list(words)}`])).join('\n')}
  }
  # The words in front of the one that is being written.
  $before = @($ast.CommandElements | Where-Object { $_.Extent.EndOffset -lt $position } | ForEach-Object { $_.ToString() })
  $rest = @($before | Select-Object -Skip 1)
  $verb = 'verify'
  if ($rest.Count -ge 2 -and $options.ContainsKey("$($rest[0]) $($rest[1])")) { $verb = "$($rest[0]) $($rest[1])" }
  elseif ($rest.Count -ge 1 -and $options.ContainsKey($rest[0])) { $verb = $rest[0] }
  $previous = if ($rest.Count -gt 0) { $rest[-1] } else { '' }
  $found = if ($values.ContainsKey("$verb $previous")) { $values["$verb $previous"] }
    elseif ($word -like '-*') { $options[$verb] }
    elseif ($words.ContainsKey($rest -join ' ')) { $words[$rest -join ' '] }
    else { @() }
  $found | Where-Object { $_ -like "$word*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;
}

function valueLines({ name, options }: LineVerb): string[] {
  return options.flatMap(({ long, short, choices }) =>
    choices.length === 0
      ? []
      : [long, ...(short === undefined ? [] : [short])].map(
          (word) => `    '${name} ${word}' = ${list(choices)}`,
        ),
  );
}

function list(words: readonly string[]): string {
  return `@(${words.map((word) => `'${word}'`).join(', ')})`;
}
