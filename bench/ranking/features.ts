/**
 * What is known of a viewer, a clip and a place at a moment, as columns for the model that ranks KuaiRand's views. All of it is
 * counted from views before that moment: whoever goes on counting while ranking sees the answers of the same sitting.
 */
import type { KuaiRand, Views } from './kuairand.ts'
import { itemKnn } from './linear.ts'
import { problemOf } from './problem.ts'
import type { Table } from './trees.ts'

/** Counts by a key, with the rate drawn to `prior` as long as there are few. */
class Rates<Key> {
  private readonly counts = new Map<Key, { sum: number; count: number }>()
  private readonly prior: number
  private readonly strength: number
  constructor(prior: number, strength: number) {
    this.prior = prior
    this.strength = strength
  }
  add(key: Key, value: number, weight = 1): void {
    const held = this.counts.get(key) ?? { sum: 0, count: 0 }
    held.sum += value * weight
    held.count += weight
    this.counts.set(key, held)
  }
  of(key: Key, prior = this.prior): number {
    const { sum, count } = this.counts.get(key) ?? { sum: 0, count: 0 }
    return (sum + prior * this.strength) / (count + this.strength)
  }
  count(key: Key): number {
    return this.counts.get(key)?.count ?? 0
  }
}

type Feature = (user: number, item: number, tab: number, hour: number) => number

const base = 0.313
const lengthBin = (ms: number) => Math.min(11, Math.max(0, Math.floor(Math.log2(ms / 1000 + 1) * 1.5)))

export function featuresAt(data: KuaiRand, before: Views): Record<string, Feature> {
  const bins = Int32Array.from(data.lengthMs, lengthBin)
  const counted = countAll(data, before, bins)
  const { byItem, byBin, residual } = counted
  const expected = (item: number) => byItem.of(item, byBin.of(bins[item]!))
  return {
    itemRate: (_, item) => expected(item),
    itemOverLength: (_, item) => expected(item) - byBin.of(bins[item]!),
    itemCount: (_, item) => Math.log1p(byItem.count(item)),
    ...counted.features,
    length: (_, item) => Math.log1p(data.lengthMs[item]! / 1000),
    tab: (_u, _i, tab) => counted.byTab.of(tab),
    hour: (_u, _i, _t, hour) => hour,
    ...residual,
  }
}

function countAll(data: KuaiRand, before: Views, bins: Int32Array) {
  const rates = () => ({ all: new Rates<number>(base, 12), few: new Rates<number>(0, 6) })
  const [byItem, byBin, byTab] = [new Rates<number>(base, 10), new Rates<number>(base, 50), new Rates<number>(base, 50)]
  const [click, like, share] = [new Rates<number>(0.445, 10), new Rates<number>(0.017, 40), new Rates<number>(0.25, 10)]
  const [itemTab, userTab] = [new Rates<string>(base, 8), new Rates<string>(base, 6)]
  const [user, userClick, userPlay] = [
    new Rates<number>(base, 8),
    new Rates<number>(0.445, 8),
    new Rates<number>(0.25, 8),
  ]
  const { all: tag } = rates()
  const [author, sound] = [rates().few, rates().few]
  const tagOf = numberTags(data.tags)
  const main = (tab: number) => (tab === 1 ? 1 : 0)
  for (let n = 0; n < before.count; n++) {
    const [u, i, tab, long] = [before.users[n]!, before.items[n]!, before.tabs[n]!, before.isLong[n]!]
    byItem.add(i, long)
    byBin.add(bins[i]!, long)
    byTab.add(tab, long)
    click.add(i, before.isClicked[n]!)
    like.add(i, before.isLiked[n]!)
    const played = Math.min(2, before.playMs[n]! / (data.lengthMs[i]! || 30_000))
    share.add(i, played)
    itemTab.add(`${i} ${main(tab)}`, long)
    userTab.add(`${u} ${tab}`, long)
    user.add(u, long)
    userClick.add(u, before.isClicked[n]!)
    userPlay.add(u, played)
    tag.add(tagOf[i]!, long)
  }
  const sequences = countSequences(data)
  const [byPrior, adjusted] = [new Rates<number>(base, 25), new Rates<number>(0, 10)]
  for (let n = 0; n < before.count; n++) {
    const [u, i, tab, long] = [before.users[n]!, before.items[n]!, before.tabs[n]!, before.isLong[n]!]
    byPrior.add(i, long)
    adjusted.add(i, long - chance(odds(user.of(u)) + odds(byTab.of(tab)) - odds(base)))
    const over = before.isLong[n]! - byItem.of(i, byBin.of(bins[i]!))
    author.add(data.authors[i]!, over)
    sound.add(data.sounds[i]!, over)
  }
  const features: Record<string, Feature> = {
    itemClick: (_, i) => click.of(i),
    itemLike: (_, i) => like.of(i),
    itemPlay: (_, i) => share.of(i),
    itemHere: (_, i, tab) => itemTab.of(`${i} ${main(tab)}`, byItem.of(i)),
    binRate: (_, i) => byBin.of(bins[i]!),
    tagRate: (_, i) => tag.of(tagOf[i]!),
    authorOver: (_, i) => author.of(data.authors[i]!),
    soundOver: (_, i) => sound.of(data.sounds[i]!),
    userRate: u => user.of(u),
    userCount: u => Math.log1p(user.count(u)),
    userClick: u => userClick.of(u),
    userPlay: u => userPlay.of(u),
    userHere: (u, _, tab) => userTab.of(`${u} ${tab}`, (user.of(u) * byTab.of(tab)) / base),
    ...sequences.features,
    itemBlend: (_, i) => byPrior.of(i, (sequences.item(i) * base) / 0.4),
    itemAdjusted: (_, i) => adjusted.of(i),
  }
  return {
    byItem,
    byBin,
    byTab,
    features,
    residual: tasteOf(data, before, {
      bins,
      tagOf,
      sequences,
      both: (u, i) => chance(odds(user.of(u)) + odds(byItem.of(i, byBin.of(bins[i]!))) - odds(base)),
    }),
  }
}

interface Earlier {
  item(item: number): number
  user(user: number): number
  /** The chance of a long watch by both. */
  both(user: number, item: number): number
  features: Record<string, Feature>
}

const odds = (p: number) => Math.log(p / (1 - p))
const chance = (o: number) => 1 / (1 + Math.exp(-o))

/** What the sequences say; a clip's part is what is left beyond the habits of those who watched it. */
function countSequences({ sequences, itemCount }: KuaiRand): Earlier {
  const own = new Map<number, number>()
  const [watched, long, expected] = [0, 1, 2].map(() => new Float64Array(itemCount)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  let [sum, count] = [0, 0]
  for (const [user, sequence] of sequences) {
    const isLong = new Set(sequence.long)
    const times = sequence.watched.filter(item => isLong.has(item)).length
    const rate = (times + 2) / (sequence.watched.length + 5)
    own.set(user, rate)
    sum += times
    count += sequence.watched.length
    for (const item of sequence.watched) {
      watched[item]!++
      expected[item]! += rate
      if (isLong.has(item)) long[item]!++
    }
  }
  const mean = count === 0 ? 0.4 : sum / count
  const item = (i: number) => (long[i]! + 10 * mean) / (watched[i]! + 10)
  const user = (u: number) => own.get(u) ?? mean
  const beyond = Float64Array.from({ length: itemCount }, (_, i) => {
    const usual = (expected[i]! + 10 * mean) / (watched[i]! + 10)
    return odds(item(i)) - odds(usual)
  })
  return {
    item,
    user,
    both: (u, i) => chance(odds(user(u)) + beyond[i]!),
    features: {
      itemBeforeRate: (_, i) => item(i),
      itemBeyond: (_, i) => beyond[i]!,
      itemBeforeCount: (_, i) => Math.log1p(watched[i]!),
      userBeforeRate: user,
      userBeforeCount: u => Math.log1p(sequences.get(u)?.watched.length ?? 0),
    },
  }
}

/** What somebody watched longer or shorter than others did, carried to what resembles it: by tag, by length, by co-occurrence. */
function tasteOf(
  data: KuaiRand,
  before: Views,
  known: { bins: Int32Array; tagOf: Int32Array; sequences: Earlier; both(user: number, item: number): number },
): Record<string, Feature> {
  const { bins, tagOf, sequences, both } = known
  const over: [number, number][][] = Array.from({ length: data.userCount }, () => [])
  const [userTag, userBin, userAuthor] = [new Rates<string>(0, 4), new Rates<string>(0, 4), new Rates<string>(0, 2)]
  const add = (u: number, i: number, value: number) => {
    over[u]!.push([i, value])
    userTag.add(`${u} ${tagOf[i]}`, value)
    userBin.add(`${u} ${bins[i]}`, value)
    userAuthor.add(`${u} ${data.authors[i]}`, value)
  }
  for (const [u, { watched, long }] of data.sequences) {
    const [isLong, isWatched] = [new Set(long), new Set(watched)]
    for (const item of isWatched) add(u, item, (isLong.has(item) ? 1 : 0) - sequences.both(u, item))
    // Of what lies further back only the long watches are known: half of what they would say.
    for (const item of isLong) if (!isWatched.has(item)) add(u, item, 0.5 * (1 - sequences.both(u, item)))
  }
  for (let n = 0; n < before.count; n++) {
    const [u, i] = [before.users[n]!, before.items[n]!]
    add(u, i, before.isLong[n]! - both(u, i))
  }
  const problem = problemOf(data, before, before)
  const alike = itemKnn(problem.seen)
  const alikeLong = itemKnn(problem.long)
  const memory = (weights: typeof alike) => (u: number, i: number) => {
    let [sum, weight] = [0, 0.02]
    for (const [j, value] of over[u]!) {
      const similarity = weights.values[j * weights.stride + i]!
      sum += similarity * value
      weight += similarity
    }
    return sum / weight
  }
  const near = (u: number, i: number) => {
    let sum = 0
    for (const [j, value] of over[u]!) if (value > 0) sum += alikeLong.values[j * alikeLong.stride + i]!
    return Math.log(sum + 0.001)
  }
  return {
    memory: memory(alike),
    memoryLong: memory(alikeLong),
    near,
    userTag: (u, i) => userTag.of(`${u} ${tagOf[i]}`),
    userTagCount: (u, i) => Math.log1p(userTag.count(`${u} ${tagOf[i]}`)),
    userBin: (u, i) => userBin.of(`${u} ${bins[i]}`),
    userAuthor: (u, i) => userAuthor.of(`${u} ${data.authors[i]}`),
  }
}

function numberTags(tags: readonly string[]): Int32Array {
  const numbers = new Map<string, number>()
  return Int32Array.from(tags, tag => {
    const first = tag.split(',')[0]!
    const number = numbers.get(first) ?? numbers.size
    numbers.set(first, number)
    return number
  })
}

export function tableOf(features: Readonly<Record<string, Feature>>, views: Views): Table {
  const columns = Object.values(features).map(feature =>
    Float32Array.from({ length: views.count }, (_, n) => {
      const hour = (views.atMs[n]! / 3_600_000 + 8) % 24
      return feature(views.users[n]!, views.items[n]!, views.tabs[n]!, hour)
    }),
  )
  return { rows: views.count, columns }
}
