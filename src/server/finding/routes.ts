import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { wordsOf } from '../../core/finding/query.ts'
import {
  type Found,
  found,
  type SearchQuery,
  searchQuery,
  suggestions,
  suggestionsQuery,
} from '../../core/wire/finding.ts'
import { presentPerson } from '../accounts/index.ts'
import { presentVideo } from '../videos/index.ts'
import { readClips, readPeople, writeClips, writePeople } from './cursor.ts'
import type { FindingRooms } from './rooms.ts'
import { tagRoutes } from './tag-routes.ts'
import { openTurns } from './turns.ts'

/** Beside clips, a first page shows so many of each. */
const fewPeople = 6
const fewTags = 8
const mostTags = 48
const suggested = 6

const fewSounds = 4
const mostSounds = 48

const nothing = { clips: [], people: [], tags: [], sounds: [], next: null }

export function findingRoutes(plain: FastifyInstance, rooms: FindingRooms): void {
  const { store, videos } = rooms
  tagRoutes(plain, rooms)
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const inTurn = openTurns()

  const clips = async (words: readonly string[], query: SearchQuery): Promise<Pick<Found, 'clips' | 'next'>> => {
    const { cursor, limit, order, length = null, language = null, captioned } = query
    const asked = { words, isRanked: order === 'best', length, language, isCaptioned: captioned !== undefined }
    const places = await store.clips(asked, readClips(cursor), limit + 1)
    const shown = places.slice(0, limit)
    const rows = await videos.listedByIds(shown.map(({ id }) => id))
    return {
      clips: rows.map(row => presentVideo(row)),
      next: places.length > limit ? writeClips(shown.at(-1)!) : null,
    }
  }
  const people = async (words: readonly string[], cursor: string | undefined, limit: number) => {
    const rows = await store.people(words, readPeople(cursor), limit + 1)
    const shown = rows.slice(0, limit)
    return {
      people: shown.map(({ accountHandle, name, avatar_hash, generated, isClosed, followers, videos }) => ({
        ...presentPerson({ handle: accountHandle, name, avatar_hash }),
        generated,
        isClosed,
        followers,
        videos,
      })),
      next: rows.length > limit ? writePeople(shown.at(-1)!) : null,
    }
  }
  const sounds = async (words: readonly string[], most: number): Promise<Found['sounds']> => {
    const counted = new Map((await store.sounds(words, most)).map(({ id, videos }) => [id, videos]))
    const rows = await videos.listedByIds([...counted.keys()])
    return rows.map(row => {
      const { author, poster, isSensitive } = presentVideo(row)
      const picture = isSensitive ? null : poster
      return { id: row.id, title: author.name, author: author.handle, poster: picture, videos: counted.get(row.id)! }
    })
  }
  const look = async (words: readonly string[], query: SearchQuery): Promise<Omit<Found, 'q' | 'isMended'>> => {
    const { kind, cursor, limit } = query
    if (kind === 'people') return { ...nothing, ...(await people(words, cursor, limit)) }
    if (kind === 'tags') return { ...nothing, tags: await store.tagsBeginning(words.join(' '), mostTags) }
    if (kind === 'sounds') return { ...nothing, sounds: await sounds(words, mostSounds) }
    const first = await clips(words, query)
    if (kind === 'clips' || cursor !== undefined) return { ...nothing, ...first }
    const { people: who } = await people(words, undefined, fewPeople)
    const [tags, heard] = [await store.tagsBeginning(words.join(' '), fewTags), await sounds(words, fewSounds)]
    return { ...first, people: who, tags, sounds: heard }
  }
  const isEmpty = (answer: Omit<Found, 'q' | 'isMended'>) =>
    answer.clips.length + answer.people.length + answer.tags.length + answer.sounds.length === 0

  app.get(
    '/public/search',
    {
      schema: {
        summary:
          'Clips, people, tags and sounds by words; captions are searched too, accents and small mistypings do not matter',
        tags: ['finding'],
        querystring: searchQuery,
        response: { 200: found },
      },
    },
    async ({ query }) => {
      const words = wordsOf(query.q)
      return inTurn(async () => {
        const answer = await look(words, query)
        if (!isEmpty(answer) || query.cursor !== undefined) return { q: query.q, isMended: false, ...answer }
        const mended = await store.mend(words)
        const other = mended && (await look(mended, query))
        if (!other || isEmpty(other)) return { q: query.q, isMended: false, ...answer }
        return { q: mended.join(' '), isMended: true, ...other }
      })
    },
  )

  app.get(
    '/public/suggestions',
    {
      schema: {
        summary: 'Tags and people that begin with what was typed',
        tags: ['finding'],
        querystring: suggestionsQuery,
        response: { 200: suggestions },
      },
    },
    async ({ query }) => {
      const typed = wordsOf(query.q).join(' ')
      return inTurn(async () => ({
        tags: await store.tagsBeginning(typed, suggested),
        people: (await store.peopleBeginning(typed, suggested)).map(presentPerson),
      }))
    },
  )
}
