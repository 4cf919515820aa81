import { describe, expect, it } from 'vitest'
import type { accountChange } from '../../src/core/wire/account.ts'
import type { postingChange } from '../../src/core/wire/video.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import { Person } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const passphrase = 'four unrelated plain words'
async function young(shore: TestShore, handle: string): Promise<Person> {
  const person = new Person(shore.url)
  expect((await person.ask('POST', '/api/accounts', { handle, passphrase, age: 'young' })).status).toBe(201)
  person.handle = handle
  return person
}

/** Each setting of an account: what it is for somebody under 16, what would open it, and whether that is refused. `none`: it shows nobody more. */
const settings: Record<keyof typeof accountChange.shape, { begins: unknown; opens: unknown } | 'none'> = {
  isClosed: { begins: true, opens: false },
  showsTies: { begins: false, opens: true },
  showsLikes: { begins: false, opens: true },
  isIndexed: { begins: false, opens: true },
  isBusiness: { begins: false, opens: true },
  // Shown only of a business.
  contact: 'none',
  products: 'none',
  name: 'none',
  bio: 'none',
  links: 'none',
}
const openings = Object.entries(settings).flatMap(([key, one]) => (one === 'none' ? [] : [{ key, ...one }]))
const begins = Object.fromEntries(openings.map(({ key, begins }) => [key, begins]))

/** Each word about a clip that could show it to more people: what it is until its author says, and what opens it. */
const parts: Record<keyof typeof postingChange.shape, { begins: unknown; opens: unknown } | 'none'> = {
  visibility: { begins: 'followers', opens: 'public' },
  commentsFrom: { begins: 'followers', opens: 'everyone' },
  downloads: { begins: false, opens: true },
  soundReuse: { begins: false, opens: true },
  commentsHeld: 'none',
  hidesCounts: 'none',
  caption: 'none',
  language: 'none',
  alt: 'none',
  aiMade: 'none',
  paid: 'none',
  isSensitive: 'none',
  coverMs: 'none',
  endsAt: 'none',
  publishAt: 'none',
}
const audience = Object.entries(parts).flatMap(([key, one]) => (one === 'none' ? [] : [{ key, ...one }]))
const partsBegin = Object.fromEntries(audience.map(({ key, begins }) => [key, begins]))

describe('the minimum age of a shore', () => {
  it('is the shore’s own, said in health, on the page and in the refusal', async () => {
    await using shore = await openShore({ isIdle: true, environment: { ONSHORE_MINIMUM_AGE: '13' } })
    const guest = shore.guest()
    expect((await guest.ask('GET', '/api/health')).body.minimumAge).toBe(13)
    expect((await guest.ask('GET', '/join', undefined, { 'accept-language': 'en' })).body).toContain('Under 13')
    const refused = await guest.ask('POST', '/api/accounts', { handle: 'kid', passphrase, age: 'under' })
    expect(refused.body).toMatchObject({ code: 'account.too-young' })
    expect(JSON.stringify(refused.body)).toContain('13')
    expect(await shore.db.selectFrom('accounts').selectAll().execute()).toEqual([])
    await young(shore, 'teen')
  })

  it('of 16 leaves nobody in between: by neither way, and nothing is kept', async () => {
    await using shore = await openShore({ isIdle: true, environment: { ONSHORE_MINIMUM_AGE: '16' } })
    const guest = shore.guest()
    for (const age of ['under', 'young']) {
      const joined = await guest.ask('POST', '/api/accounts', { handle: 'kid', passphrase, age })
      expect(joined.body.code).toBe('account.too-young')
      const options = await guest.ask('POST', '/api/accounts/passkey-options', { handle: 'kid', age })
      expect(options.body.code).toBe('account.too-young')
    }
    for (const table of ['accounts', 'challenges', 'sessions'] as const)
      expect(await shore.db.selectFrom(table).selectAll().execute(), table).toEqual([])
    const page = (await guest.ask('GET', '/join', undefined, { 'accept-language': 'fr' })).body as unknown as string
    expect(page).toContain('Moins de 16')
    expect(page).not.toContain('value="young"')
  })
})

describe('no setting opens by accident', () => {
  it('of an account: each begins closed, stays so through every other change, and is not opened', async () => {
    await using shore = await openShore({ isIdle: true })
    const teen = await young(shore, 'teen')
    const seen = async () => (await shore.guest().ask('GET', '/public/accounts/teen')).body
    expect(await seen()).toMatchObject(begins)
    for (const { key, opens, begins } of openings) {
      const refused = await teen.ask('PATCH', '/api/account', { [key]: opens, bio: 'Opened' })
      expect([refused.status, refused.body.code], key).toEqual([403, 'account.young'])
      expect((await teen.ask('PATCH', '/api/account', { [key]: begins })).status, key).toBe(200)
    }
    const said = await teen.ask('PATCH', '/api/account', {
      name: 'Teen',
      bio: 'Skating',
      links: [],
      contact: 'teen@example.org',
      products: [],
    })
    expect(said.body).toMatchObject({ ...begins, contact: '', products: [], bio: 'Skating' })
    // The control: for anybody else the same changes hold.
    const older = await shore.person('older')
    for (const { key, opens } of openings)
      expect((await older.ask('PATCH', '/api/account', { [key]: opens })).body[key], key).toBe(opens)
  })

  it.skipIf(!hasFfmpeg)(
    'of a clip: what is not said stays with followers, before posting and after each change',
    async () => {
      await using shore = await openShore()
      const teen = await young(shore, 'teen')
      const bytes = await teen.begin(10)
      const draft = async () => (await teen.ask('GET', `/api/videos/${bytes.id}`)).body
      expect(await draft()).toMatchObject({ visibility: 'followers', commentsFrom: 'followers', downloads: null })
      await teen.ask('PUT', `/api/videos/${bytes.id}/draft`, { caption: 'Half' })
      expect(await draft()).toMatchObject({ visibility: 'followers', commentsFrom: 'followers', downloads: null })

      const { id } = await teen.post(clip('silent.mp4'))
      const own = async () => (await teen.ask('GET', `/api/videos/${id}`)).body
      expect(await own()).toMatchObject(partsBegin)
      for (const { key, opens, begins } of audience) {
        // Said in so many words it is the author's choice, and moves nothing else.
        await teen.ask('PATCH', `/api/videos/${id}`, { [key]: opens })
        expect(await own(), key).toMatchObject({ ...partsBegin, [key]: opens })
        await teen.ask('PATCH', `/api/videos/${id}`, { [key]: begins })
      }
      await teen.ask('PATCH', `/api/videos/${id}`, { caption: 'Whole', alt: 'A ramp', hidesCounts: true })
      expect(await own()).toMatchObject({ ...partsBegin, caption: 'Whole' })
      expect((await shore.guest().ask('GET', `/public/videos/${id}`)).status).toBe(404)
    },
  )
})

describe('turning 16', () => {
  it('is said by the person alone, once; opens nothing by itself, and from then on what they open opens', async () => {
    await using shore = await openShore({ isIdle: true, people: ['older'] })
    const teen = await young(shore, 'teen')
    const { account } = (await teen.ask('GET', '/api/session')).body
    expect(account).toMatchObject({ isYoung: true })
    // The control: before, it is refused.
    expect((await teen.ask('PATCH', '/api/account', { isClosed: false })).body.code).toBe('account.young')
    expect((await teen.ask('PUT', '/api/account/age', { age: 'young' })).status).toBe(400)
    expect((await shore.guest().ask('PUT', '/api/account/age', { age: 'older' })).status).toBe(401)
    const grown = await teen.ask('PUT', '/api/account/age', { age: 'older' })
    expect(grown.status).toBe(200)
    expect(grown.body).toMatchObject(begins)
    expect((await teen.ask('GET', '/api/session')).body.account).toMatchObject({ isYoung: false })
    for (const { key, opens } of openings)
      expect((await teen.ask('PATCH', '/api/account', { [key]: opens })).status, key).toBe(200)
    // Nobody grows younger, and whoever was older already loses nothing by saying so.
    const before = (await shore.people['older']!.ask('PATCH', '/api/account', {})).body
    expect((await shore.people['older']!.ask('PUT', '/api/account/age', { age: 'older' })).body).toEqual(before)
  })
})

describe.skipIf(!hasFfmpeg)(`what strangers say${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('reaches the inbox of nobody under 16, by a name, a reply or a comment', async () => {
    await using shore = await openShore({ people: ['author', 'stranger', 'friend'] })
    const { author, stranger, friend } = shore.people as Record<'author' | 'stranger' | 'friend', Person>
    const teen = await young(shore, 'teen')
    await friend.ask('PUT', '/api/accounts/teen/follow')
    await teen.ask('PUT', '/api/followers/friend')
    const { id } = await author.post(clip('silent.mp4'), { visibility: 'public' })
    const told = async (who: Person) => {
      const { body } = await who.ask('GET', '/api/notices')
      return (body.items as { kind: string; people: unknown[]; actors?: unknown }[]).filter(({ kind }) =>
        ['mention', 'reply', 'comment'].includes(kind),
      )
    }
    const say = (who: Person, text: string, replyTo?: string) =>
      who.ask('POST', `/api/videos/${id}/comments`, { text, ...(replyTo ? { replyTo } : {}) })
    const asked = (await say(teen, 'Where is this?')).body
    await say(stranger, '@teen look at this')
    await say(stranger, 'Write to me', asked.id)
    expect(await told(teen)).toEqual([])
    // The control: somebody older is told of both.
    const older = await shore.person('older')
    const theirs = (await say(older, 'And when?')).body
    await say(stranger, '@older look at this')
    await say(stranger, 'Write to me', theirs.id)
    expect((await told(older)).map(({ kind }) => kind).sort()).toEqual(['mention', 'reply'])
    // Whoever they let follow them is heard, and brings no stranger along.
    await say(friend, '@teen see you there')
    await say(friend, 'At the pier', asked.id)
    await say(stranger, 'At mine', asked.id)
    const heard = await told(teen)
    expect(heard.map(({ kind }) => kind).sort()).toEqual(['mention', 'reply'])
    expect(JSON.stringify(heard)).not.toContain('stranger')

    const { id: clipId } = await teen.post(clip('silent.mp4'), { visibility: 'public' })
    const comment = (who: Person) => who.ask('POST', `/api/videos/${clipId}/comments`, { text: 'Hello' })
    expect((await comment(stranger)).status).toBe(403)
    expect((await comment(friend)).status).toBe(201)
  })
})
