import { createHash } from 'node:crypto'
import { fileOf } from '../tests/harness/clips.ts'

/** A script for wrk: these paths at random or in turn, each with one of the tokens (or cookies), if there are any. Returns its file. */
export function requestsScript(
  paths: readonly string[],
  {
    tokens,
    isInTurn,
    header = 'Authorization',
  }: { tokens: readonly string[]; isInTurn: boolean; header?: 'Authorization' | 'Cookie' },
): string {
  const list = (values: readonly string[]) => `{${values.map(value => `"${value}"`).join(',')}}`
  const text = `local paths, tokens = ${list(paths)}, ${list(tokens)}
local at = 0
math.randomseed(os.time())
request = function()
  at = ${isInTurn ? 'at % #paths + 1' : 'math.random(1, #paths)'}
  if #tokens == 0 then return wrk.format("GET", paths[at]) end
  return wrk.format("GET", paths[at], { ${header} = ${header === 'Cookie' ? '' : '"Bearer " .. '}tokens[math.random(1, #tokens)] })
end
`
  const name = createHash('sha256').update(text).digest('hex').slice(0, 16)
  return fileOf(`requests-${name}.lua`, Buffer.from(text))
}
