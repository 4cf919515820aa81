/**
 * KuaiRand, ranking: of what was shown, which was watched long? Everything known stands still at the moment the views to be told
 * begin. The model learns from the last part of what lies before, described by what was known before that part.
 */
import { featuresAt, tableOf } from './features.ts'
import { type KuaiRand, slice, type Views } from './kuairand.ts'
import { auc, groupedAuc } from './metrics.ts'
import { randomOf } from './sparse.ts'
import { boost, predict } from './trees.ts'

interface Row {
  name: string
  isOwn: boolean
  auc: number
  grouped: number
  /** The main feed alone. */
  main: number
}

export function runViews(data: KuaiRand, seed: number, say: (line: string) => void): Row[] {
  const { val, test } = data
  const end = test ? val.count : Math.floor(val.count * 0.7)
  const start = Math.floor(end * (test ? 0.5 : 0.57))
  const told = test ?? slice(val, end, val.count)
  const features = featuresAt(data, slice(val, 0, end))
  const table = tableOf(features, told)
  const names = Object.keys(features)
  const column = (name: string) => table.columns[names.indexOf(name)]!
  const random = randomOf(seed)
  const rows = [
    measured('random', Float32Array.from({ length: told.count }, random), told),
    measured('popular', column('itemBeforeCount'), told),
    measured('long rate of the clip', column('itemRate'), told),
    measured('the same, by place shown', column('itemHere'), told),
    { ...measured("Onshore: rate beyond its viewers' habits", column('itemBeyond'), told), isOwn: true },
  ]
  const lesson = slice(val, start, end)
  const earlier = tableOf(featuresAt(data, slice(val, 0, start)), lesson)
  say(`${names.length} columns, ${lesson.count} views to learn from`)
  const sum = new Float32Array(told.count)
  for (let turn = 0; turn < 3; turn++) {
    const scores = predict(boost(earlier, lesson.isLong, { ...boosting, seed: seed + turn }), table)
    for (let n = 0; n < sum.length; n++) sum[n]! += scores[n]!
  }
  rows.push({ ...measured('Onshore: trees on item, place, taste', sum, told), isOwn: true })
  for (const row of rows)
    say(`${row.name}: AUC ${row.auc.toFixed(4)}, gAUC ${row.grouped.toFixed(4)}, main ${row.main.toFixed(4)}`)
  return rows
}

const boosting = { rounds: 300, depth: 3, rate: 0.06, leaf: 20, ridge: 5, columnShare: 0.5, rowShare: 0.7 }

function measured(name: string, scores: Float32Array, { isLong, users, tabs }: Views): Row {
  const main = Array.from(tabs.keys()).filter(n => tabs[n] === 1)
  const part = (column: ArrayLike<number>) => main.map(n => column[n]!)
  return {
    name,
    isOwn: false,
    auc: auc(scores, isLong) ?? Number.NaN,
    grouped: groupedAuc(scores, isLong, users),
    main: groupedAuc(part(scores), part(isLong), part(users)),
  }
}
