/**
 * Taking things out of interests, and letting them in from outside. What was forgotten has no effect left: the sums of a creator, a
 * sound, a topic are made anew from what stays.
 */
import { dimensions } from './candidate.ts'
import {
  acts,
  generosity,
  type Interests,
  leftOf,
  limits,
  newInterests,
  type Pick,
  type Remembered,
  type Tally,
  worthOf,
} from './interests.ts'
import { weights } from './weights.ts'

export const forgetItem = (interests: Interests, id: string): Interests => without(interests, clip => clip.id === id)

export const forgetTopic = (interests: Interests, topic: number): Interests => ({
  ...without(interests, clip => clip.topic === topic),
  topics: interests.topics.filter(({ key }) => key !== topic),
  picks: interests.picks.filter(({ key }) => key !== topic),
})

export const forgetCreator = (interests: Interests, creator: number): Interests => ({
  ...without(interests, clip => clip.creator === creator),
  creators: interests.creators.filter(({ key }) => key !== creator),
  followed: interests.followed.filter(one => one !== creator),
})

export const forgetSound = (interests: Interests, sound: number): Interests => ({
  ...without(interests, clip => clip.sound === sound),
  sounds: interests.sounds.filter(({ key }) => key !== sound),
})

export const forgetPick = (interests: Interests, key: number): Interests => ({
  ...interests,
  picks: interests.picks.filter(pick => pick.key !== key),
})

/** Everything learned goes; who is followed is the account's, and comes with the next follow. */
export const forgetAll = (): Interests => newInterests()

/** Adds a topic that the viewer chose among the first tiles, or on the page of interests. */
export function pickTopic(
  interests: Interests,
  pick: { key: number; features: ArrayLike<number>; at: number },
): Interests {
  const picks = interests.picks.filter(({ key }) => key !== pick.key).slice(1 - limits.picks)
  const features = Array.from({ length: dimensions }, (_, d) => pick.features[d] ?? 0)
  return { ...interests, picks: [...picks, { key: pick.key, features, at: pick.at, turn: interests.turn }] }
}

function without(interests: Interests, isForgotten: (clip: Remembered) => boolean): Interests {
  const gone = interests.memory.filter(isForgotten)
  if (gone.length === 0) return interests
  const memory = interests.memory.filter(clip => !isForgotten(clip))
  // A decayed sum cannot tell whose share was whose: what a forgotten clip had a part in is summed anew from the clips that stay.
  const generous = generosity(interests, weights)
  const mend = (tallies: readonly Tally[], keyOf: (clip: Remembered) => number): readonly Tally[] =>
    tallies.flatMap(tally => {
      if (!gone.some(clip => keyOf(clip) === tally.key)) return [tally]
      const stays = memory.filter(clip => keyOf(clip) === tally.key)
      if (stays.length === 0) return []
      let [sum, weight] = [0, 0]
      for (const clip of stays) {
        const share = leftOf(clip, tally, weights)
        sum += share * worthOf(clip, generous, weights)
        weight += share * clip.weight
      }
      return [{ ...tally, sum, weight }]
    })
  return {
    ...interests,
    memory,
    creators: mend(interests.creators, ({ creator }) => creator),
    sounds: mend(interests.sounds, ({ sound }) => sound),
    topics: mend(interests.topics, ({ topic }) => topic),
  }
}

const isNumber = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && value >= least && value <= most
const isKey = (value: unknown) => Number.isInteger(value) && isNumber(value, 0, 0xffffffff)
const isTime = (value: unknown) => isNumber(value, 0, 8_640_000_000_000_000)
const isTurn = (value: unknown) => Number.isInteger(value) && isNumber(value, 0, 1e9)
const isFeatures = (value: unknown) =>
  Array.isArray(value) &&
  value.length === dimensions &&
  value.every(one => Number.isInteger(one) && isNumber(one, -127, 127))
const isList = (value: unknown, most: number, isOne: (one: unknown) => boolean) =>
  Array.isArray(value) && value.length <= most && value.every(isOne)
const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

const isRemembered = (value: unknown) => {
  const one = fieldsOf(value)
  return (
    typeof one['id'] === 'string' &&
    one['id'].length <= 64 &&
    isTime(one['at']) &&
    isTurn(one['turn']) &&
    isFeatures(one['features']) &&
    [one['creator'], one['sound'], one['topic']].every(isKey) &&
    isNumber(one['lengthMs'], 100, 7_200_000) &&
    isNumber(one['watch'], -3, 3) &&
    isNumber(one['weight'], 0, 1) &&
    isList(one['acts'], acts.length, act => (acts as readonly unknown[]).includes(act))
  )
}
const isTally = (value: unknown) => {
  const one = fieldsOf(value)
  return (
    isKey(one['key']) &&
    isNumber(one['sum'], -1000, 1000) &&
    isNumber(one['weight'], 0, 1000) &&
    isTurn(one['turn']) &&
    isTime(one['at'])
  )
}
const isPick = (value: unknown) => {
  const one = fieldsOf(value)
  return isKey(one['key']) && isFeatures(one['features']) && isTime(one['at']) && isTurn(one['turn'])
}

/** Interests that came from storage or from a file, or null where they are not such: whoever asks starts anew then, and says so. */
export function readInterests(value: unknown): Interests | null {
  const one = fieldsOf(value)
  const habit = fieldsOf(one['habit'])
  const isSound =
    one['version'] === 1 &&
    isTurn(one['turn']) &&
    isList(one['memory'], limits.memory, isRemembered) &&
    (['creators', 'sounds', 'topics', 'languages'] as const).every(name =>
      isList(one[name], limits.tallies, isTally),
    ) &&
    isList(one['followed'], limits.followed, isKey) &&
    isList(one['picks'], limits.picks, isPick) &&
    isNumber(habit['mean'], -3, 3) &&
    isNumber(habit['weight'], 1, 200) &&
    isNumber(habit['likes'], 0, 1e9) &&
    isNumber(habit['idle'], 0, 1000)
  if (!isSound) return null
  const known = one as unknown as Interests
  return {
    version: 1,
    turn: known.turn,
    memory: known.memory.map(
      ({ id, at, turn, features, creator, sound, topic, lengthMs, watch, weight, acts: done }) => ({
        id,
        at,
        turn,
        features,
        creator,
        sound,
        topic,
        lengthMs,
        watch,
        weight,
        acts: done,
      }),
    ),
    creators: known.creators.map(readTally),
    sounds: known.sounds.map(readTally),
    topics: known.topics.map(readTally),
    languages: known.languages.map(readTally),
    followed: [...known.followed],
    picks: known.picks.map(({ key, features, at, turn }): Pick => ({ key, features, at, turn })),
    habit: { mean: known.habit.mean, weight: known.habit.weight, likes: known.habit.likes, idle: known.habit.idle },
  }
}
const readTally = ({ key, sum, weight, turn, at }: Tally): Tally => ({ key, sum, weight, turn, at })
