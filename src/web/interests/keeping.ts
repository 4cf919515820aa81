/**
 * The worker that keeps what this device has learned, and ranks by it, off the page's own thread. It asks the network for slates and
 * for the shore's key, both without credentials, and sends nothing else anywhere.
 */
import { nameHash } from '../../core/feed/candidate.ts'
import { type Dots, fastestDots } from '../../core/feed/dots.ts'
import { explain, type Reason } from '../../core/feed/explain.ts'
import type { FeedEvent } from '../../core/feed/interests.ts'
import { learn } from '../../core/feed/interests.ts'
import { tiles } from '../../core/feed/picks.ts'
import { clipOf, type Ranking, rank } from '../../core/feed/rank.ts'
import type { Rules } from '../../core/feed/rules.ts'
import { recorder } from '../../core/feed/session.ts'
import type { Shown } from '../../core/feed/spacing.ts'
import type { Answers, Ask, Card, Known, Told, Worded } from './asking.ts'
import { changed } from './changing.ts'
import { change, faultNow, type Held, readNow } from './held.ts'
import { type Slate, slateOf } from './slates.ts'

interface Scope {
  postMessage(message: unknown): void
  addEventListener(name: 'message', hear: (event: MessageEvent<{ number: number; ask: Ask }>) => void): void
}
const scope = self as unknown as Scope

const seed = crypto.getRandomValues(new Uint32Array(1))[0]!
const exploring = new Set<string>()
/** As things were before a change, so that it can be undone. */
const before = new Map<number, Held>()
const mostUndone = 20
/** A session is written down in so many steps, and then begun anew. */
const mostSteps = 2000
const dots: Dots = fastestDots()

let slate: Slate | null = null
let session: { written: ReturnType<typeof recorder>; revision: number; steps: number } | null = null

/** The session's record, begun anew where another tab has changed what is known. */
function record(held: Held): ReturnType<typeof recorder> {
  if (session?.revision !== held.revision || session.steps > mostSteps)
    session = { written: recorder(held.interests), revision: held.revision, steps: 0 }
  session.steps++
  return session.written
}

async function order({ slate: hash, wishes, shown, count }: Ask & { ask: 'order' }): Promise<Answers['order']> {
  slate = await slateOf(hash)
  if (!slate) return null
  const now = slate
  const held = await readNow()
  const rules: Rules = {
    seen: new Set(wishes.seen),
    hidden: new Set(wishes.hidden),
    mutedCreators: new Set(wishes.mutedHandles.map(nameHash)),
    mutedSounds: new Set(wishes.mutedSounds.map(nameHash)),
    hidesSensitive: wishes.hidesSensitive,
    hidesAi: wishes.hidesAi,
    hidesPaid: wishes.hidesPaid,
    sliders: { topics: new Map(held.topics), exploring: held.exploring, length: held.length },
  }
  const ranking: Ranking = {
    candidates: now.candidates,
    topics: now.topics,
    interests: held.interests,
    rules,
    shown: shown.flatMap((id): Shown[] => {
      const place = now.placeOf.get(id)
      return place === undefined ? [] : [{ ...clipOf(now.candidates, now.topics, place), exploring: exploring.has(id) }]
    }),
    seed,
    at: Date.now(),
    count,
    dots,
  }
  const ranked = rank(ranking)
  record(held).ordered(now.hash, ranking, ranked)
  return ranked.map(one => {
    const id = now.candidates.ids[one.place]!
    if (one.exploring) exploring.add(id)
    return {
      id,
      exploring: one.exploring,
      reasons: explain(one, held.interests).map(reason => worded(reason, held, now)),
    }
  })
}

function worded(reason: Reason, held: Held, { topics, words }: Slate): Worded {
  const { ids = [], key } = reason.params
  const topic = key === undefined ? -1 : topics.keys.indexOf(key)
  const isTopic = ['topic', 'first-pick', 'slider'].includes(reason.code)
  return {
    ...reason,
    words: isTopic && key !== undefined ? (words[topic] ?? held.names.topics[key] ?? null) : null,
    clips: ids.flatMap(id => held.names.clips[id] ?? []),
  }
}

const languages: Record<string, number> = { en: 1, fr: 2 }
const none = new Int8Array(64)

function eventOf(card: Card, told: Told): { event: FeedEvent; words: string | null } {
  const place = slate?.placeOf.get(card.id)
  const known = slate && place !== undefined ? clipOf(slate.candidates, slate.topics, place) : null
  const quality = slate && place !== undefined ? slate.candidates.qualities[place]! : Number.NaN
  const event = {
    id: card.id,
    features: known?.features ?? none,
    creator: nameHash(card.handle),
    sound: card.soundId === null ? 0 : nameHash(card.soundId),
    topic: known?.topic ?? 0,
    language: languages[card.language.slice(0, 2)] ?? 0,
    lengthMs: card.durationMs,
    quality: Number.isNaN(quality) ? null : quality,
    at: Date.now(),
    ...told,
  } as FeedEvent
  const topic = slate && known ? slate.topics.keys.indexOf(known.topic) : -1
  return { event, words: slate?.words[topic] ?? null }
}

const mostCaption = 80

async function learnOf({ card, told }: Ask & { ask: 'learn' }): Promise<null> {
  const { event, words } = eventOf(card, told)
  const was = await readNow()
  const written = record(was)
  const after = await change(held => {
    const { clips, creators, sounds, topics } = held.names
    return {
      ...held,
      interests: learn(held.interests, event),
      names: {
        clips: { ...clips, [card.id]: { handle: card.handle, caption: card.caption.slice(0, mostCaption) } },
        creators: { ...creators, [event.creator]: card.handle },
        sounds: card.soundTitle === null ? sounds : { ...sounds, [event.sound]: card.soundTitle },
        topics: words === null ? topics : { ...topics, [event.topic]: words },
      },
    }
  })
  written.learned(event)
  if (session) session.revision = after.revision
  return null
}

async function changeOf({ change: wanted }: Ask & { ask: 'change' }): Promise<number> {
  const was = await readNow()
  if (wanted.do === 'undo') {
    const earlier = before.get(wanted.token)
    if (earlier) await change(() => earlier)
    return wanted.token
  }
  await change(held => changed(held, wanted))
  const token = was.revision
  before.set(token, was)
  if (before.size > mostUndone) before.delete(before.keys().next().value!)
  return token
}

async function know({ slate: hash }: Ask & { ask: 'know' }): Promise<Known> {
  slate = (await slateOf(hash).catch(() => null)) ?? slate
  const held = await readNow()
  const { interests, names } = held
  const steps = new Map(held.topics)
  const topicKeys = new Set([...interests.topics.map(({ key }) => key), ...steps.keys()])
  const worth = <T extends { sum: number }>(list: T[]) => list.sort((a, b) => b.sum - a.sum)
  return {
    turn: interests.turn,
    fault: faultNow(),
    topics: worth(
      [...topicKeys].flatMap(key => {
        const words = names.topics[key]
        const sum = interests.topics.find(one => one.key === key)?.sum ?? 0
        return words === undefined ? [] : [{ key, words, sum, step: steps.get(key) ?? null }]
      }),
    ),
    creators: worth(
      interests.creators.flatMap(({ key, sum }) => {
        const handle = names.creators[key]
        return handle === undefined ? [] : [{ key, handle, sum }]
      }),
    ),
    sounds: worth(
      interests.sounds.flatMap(({ key, sum }) => {
        const title = names.sounds[key]
        return title === undefined ? [] : [{ key, title, sum }]
      }),
    ),
    clips: interests.memory
      .map(({ id, watch, acts, at }) => ({ id, watch, acts, at, ...(names.clips[id] ?? { handle: '', caption: '' }) }))
      .reverse(),
    picks: interests.picks.map(({ key }) => ({ key, words: names.topics[key] ?? '' })),
    tiles: slate
      ? tiles(slate.candidates, slate.topics).map(({ key, topic, clips, features }) => ({
          key,
          words: slate!.words[topic]!,
          clips,
          features: [...features],
        }))
      : [],
    exploring: held.exploring,
    length: held.length,
  }
}

const exported = async ({ passphrase }: Ask & { ask: 'export' }): Promise<Uint8Array> =>
  (await import('./carrying.ts')).pack(await readNow(), passphrase)

async function imported({ file, passphrase }: Ask & { ask: 'import' }): Promise<Answers['import']> {
  const held = await (await import('./carrying.ts')).unpack(file, passphrase)
  if (typeof held === 'string') return held
  await change(() => held)
  return 'done'
}

async function sessionOf(): Promise<string> {
  const held = await readNow()
  return JSON.stringify(record(held).session())
}

const answers: { [A in Ask['ask']]: (ask: Ask & { ask: A }) => Promise<Answers[A]> } = {
  order,
  learn: learnOf,
  know,
  change: changeOf,
  export: exported,
  import: imported,
  session: sessionOf,
}

// One after the other: what was told before counts for what is asked after.
let last: Promise<unknown> = Promise.resolve()
scope.addEventListener('message', ({ data: { number, ask } }) => {
  last = last.then(async () => {
    try {
      const act = answers[ask.ask] as (ask: Ask) => Promise<unknown>
      scope.postMessage({ number, answer: await act(ask) })
    } catch (error) {
      scope.postMessage({ number, fault: String(error) })
    }
  })
})
