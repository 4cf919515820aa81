/** The arrows, as a step of `npm run check`: no violation, and no fewer modules than the tree has. */
import { join } from 'node:path'
import { sourceFiles } from '../../src/server/adapters/tree/index.ts'
import { cruiseTree } from './cruise.ts'

const root = join(import.meta.dirname, '../..')
const { summary, modules } = await cruiseTree(root, ['src'])
const expected = sourceFiles().filter(file => /^src\/.*\.(ts|tsx|js)$/.test(file) && !file.endsWith('.d.ts'))
const seen = new Set(modules.map(({ source }) => source))
const unseen = expected.filter(file => !seen.has(file))
for (const { rule, from, to } of summary.violations) process.stderr.write(`${rule.name}: ${from} -> ${to}\n`)
for (const file of unseen) process.stderr.write(`not seen: ${file}\n`)
if (summary.violations.length > 0 || unseen.length > 0) process.exit(1)
process.stdout.write(
  `Arrows: ${expected.length} modules, ${summary.totalDependenciesCruised} imports, none the wrong way.\n`,
)
