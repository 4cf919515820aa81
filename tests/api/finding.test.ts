import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../src/core/finding/query.ts'
import { tagsIn } from '../../src/core/videos/tags.ts'
import { sql } from '../../src/server/adapters/db/index.ts'
import { findingStore } from '../../src/server/finding/index.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const search = async (shore: TestShore, q: string, more = '') => {
  const { status, body } = await shore.guest().ask('GET', `/public/search?q=${encodeURIComponent(q)}${more}`)
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body as {
    q: string
    isMended: boolean
    clips: { id: string; caption: string }[]
    people: { handle: string }[]
    tags: { tag: string; videos: number }[]
    next: string | null
  }
}
const captionsFound = async (shore: TestShore, q: string, more = '') =>
  (await search(shore, q, more)).clips.map(({ caption }) => caption)

/** Clips as rows, each a minute older than the one before, for what has nothing to do with their files. */
async function fill(shore: TestShore, captions: readonly string[], language = 'en'): Promise<void> {
  for (const [n, caption] of captions.entries())
    await sql`
      insert into videos (id, account_id, state, visibility, caption, tags, language, file_name, bytes, duration_ms, width, height,
        created_at, uploaded_at, posted_at, published_at, finished_at)
      select gen_random_uuid(), (select id from accounts order by handle limit 1), 'ready', 'public', ${caption},
        ${tagsIn(caption)}::text[], ${language}, '', 1000, ${5000 * (n + 1)}, 540, 960, at, at, at, at, at
      from (select now() - ${n} * interval '1 minute' as at) moment`.execute(shore.db)
}

describe('a search', () => {
  it('finds words in their stems, in English and in French, with or without accents', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    await fill(shore, ['Running along the harbours at dawn', 'A quiet street'])
    await fill(shore, ['Les écoles de l’île après l’été', 'Une œuvre au musée'], 'fr')
    await fill(shore, ['Straße im Schnee'], 'de')
    expect(await captionsFound(shore, 'harbour runs')).toEqual(['Running along the harbours at dawn'])
    expect(await captionsFound(shore, 'ECOLE')).toEqual(['Les écoles de l’île après l’été'])
    expect(await captionsFound(shore, 'l’école île')).toEqual(['Les écoles de l’île après l’été'])
    expect(await captionsFound(shore, 'oeuvre musee')).toEqual(['Une œuvre au musée'])
    expect(await captionsFound(shore, 'strasse')).toEqual(['Straße im Schnee'])
    // The last word is still being typed.
    expect(await captionsFound(shore, 'quiet stre')).toEqual(['A quiet street'])
    // Words that say nothing count only where there are no others.
    expect(await captionsFound(shore, 'the quiet')).toEqual(['A quiet street'])
    expect(await captionsFound(shore, 'the')).toEqual(['Running along the harbours at dawn'])
  })

  it('mends what was mistyped, says so, and mends nothing that is found as it stands', async () => {
    await using shore = await openShore({ people: ['alice', 'marguerite'], isIdle: true })
    await fill(shore, ['Lighthouse keepers #phare', 'A kettle of fish'])
    const { q, isMended, clips } = await search(shore, 'lihgthouse')
    expect([q, isMended, clips.length]).toEqual(['lighthouse', true, 1])
    expect((await search(shore, 'ligthouse keeprs')).q).toBe('lighthouse keepers')
    expect((await search(shore, 'margerite')).people).toMatchObject([{ handle: 'marguerite' }])
    expect(await search(shore, 'kettle')).toMatchObject({ q: 'kettle', isMended: false })
    expect(await search(shore, 'xylophone')).toMatchObject({ isMended: false, clips: [], people: [], tags: [] })
  })

  it('finds people by handle and by name, and tags by how they begin', async () => {
    await using shore = await openShore({ people: ['alice', 'alina', 'bob'], isIdle: true })
    await sql`update accounts set name = 'Ali the second' where handle = 'bob'`.execute(shore.db)
    await fill(shore, ['#harbour', '#harbour #harvest', '#Été'])
    expect((await search(shore, '@ali', '&kind=people')).people.map(({ handle }) => handle)).toEqual([
      'alice',
      'alina',
      'bob',
    ])
    expect((await search(shore, 'second', '&kind=people')).people).toMatchObject([{ handle: 'bob', followers: 0 }])
    await findingStore(shore.db, shore.keys).countTags()
    expect((await search(shore, '#har', '&kind=tags')).tags).toEqual([
      { tag: 'harbour', videos: 2 },
      { tag: 'harvest', videos: 1 },
    ])
    const { body } = await shore.guest().ask('GET', '/public/suggestions?q=ete')
    expect(body.tags).toEqual([{ tag: 'été', videos: 1 }])
    expect((await shore.guest().ask('GET', '/public/suggestions?q=al')).body.people).toEqual([
      { handle: 'alice', name: 'alice', avatar: null },
      { handle: 'alina', name: 'alina', avatar: null },
    ])
  })

  it('is narrowed by length, language and captions', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    await fill(shore, ['boat one', 'boat two', 'boat three', 'boat four'])
    await fill(shore, ['boat cinq'], 'fr-CA')
    expect(await captionsFound(shore, 'boat', '&length=short&order=newest')).toEqual([
      'boat cinq',
      'boat one',
      'boat two',
    ])
    expect(await captionsFound(shore, 'boat', '&length=medium')).toEqual(['boat three', 'boat four'])
    expect(await captionsFound(shore, 'boat', '&language=fr')).toEqual(['boat cinq'])
    expect(await captionsFound(shore, 'boat', '&captioned=true')).toEqual([])
  })

  it('pages through everything once, in either order, whatever is published or deleted meanwhile', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    await fill(
      shore,
      Array.from({ length: 60 }, (_, n) => `tide ${'tide '.repeat(n % 3)}number ${n}`),
    )
    for (const order of ['best', 'newest']) {
      const seen: string[] = []
      let next: string | null = ''
      for (let page = 0; next !== null; page++) {
        const answer: Awaited<ReturnType<typeof search>> = await search(
          shore,
          'tide',
          `&kind=clips&order=${order}&limit=7${next && `&cursor=${next}`}`,
        )
        seen.push(...answer.clips.map(({ caption }) => caption))
        next = answer.next
        if (page === 1) await fill(shore, [`tide tide tide that came in meanwhile, ${order}`])
        if (page === 2) await sql`delete from videos where id = ${answer.clips[0]!.id}`.execute(shore.db)
      }
      expect(new Set(seen).size, order).toBe(seen.length)
      expect(seen.filter(caption => /number \d/.test(caption)).length, order).toBe(order === 'best' ? 60 : 59)
      if (order === 'newest') expect(seen).not.toContain('tide tide tide that came in meanwhile, newest')
    }
    const people: string[] = []
    await sql`
      insert into accounts (id, handle, skeleton, name, created_at)
      select gen_random_uuid(), case when n % 2 = 0 then 'tideway' else 'other' end || n, 's' || n, 'Tide', now() from generate_series(1, 30) n`.execute(
      shore.db,
    )
    for (let next: string | null = ''; next !== null; ) {
      const answer: Awaited<ReturnType<typeof search>> = await search(
        shore,
        'tide',
        `&kind=people&limit=4${next && `&cursor=${next}`}`,
      )
      people.push(...answer.people.map(({ handle }) => handle))
      next = answer.next
    }
    expect([people.length, new Set(people).size]).toEqual([30, 30])
  })

  it('answers everybody with the same bytes, and keeps no word of what was asked', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    await fill(shore, ['A most private question'])
    for (const path of ['/public/search?q=private', '/public/suggestions?q=al']) {
      const guest = await fetch(shore.url + path)
      const known = await fetch(shore.url + path, { headers: { cookie: shore.people['alice']!.cookie! } })
      expect(await known.text()).toBe(await guest.text())
      expect(known.headers.get('set-cookie')).toBeNull()
    }
    await search(shore, 'unheardofword')
    const { rows } = await sql`select word from words where word like 'unheard%'`.execute(shore.db)
    expect(rows).toEqual([])
  })

  it('folds in the program as in the database: what is typed as it was written is found', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const letters = fc.string({
      unit: fc.constantFrom(...'aéÉœßøłŁđIıñçÀàЖжΩά日本語한글ﬁ①ⅷ’-_#.\u200b\u202e\u0301🎉 '),
      minLength: 1,
      maxLength: 12,
    })
    await fc.assert(
      fc.asyncProperty(letters, async text => {
        let words: string[]
        try {
          words = wordsOf(text)
        } catch {
          return
        }
        const { rows } = await sql<{ isFound: boolean }>`
          select found_in('fr', folded(${text}), 'A') @@ words_asked(${words}::text[]) or numnode(words_asked(${words}::text[])) = 0 as "isFound"`.execute(
          shore.db,
        )
        expect(rows[0]!.isFound, JSON.stringify(text)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

describe('a tag', () => {
  it('has its clips, newest first in pages or the most loved, and what is no tag is refused in words', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    await fill(
      shore,
      Array.from({ length: 9 }, (_, n) => `${n} #Été`),
    )
    await sql`update videos set likes = 5 where caption = '3 #Été'`.execute(shore.db)
    const guest = shore.guest()
    const tag = encodeURIComponent('ÉTÉ'.normalize('NFD'))
    expect((await guest.ask('GET', `/public/tags/${tag}`)).body).toEqual({ tag: 'été', videos: 9 })
    const seen: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const { body }: { body: { items: { caption: string }[]; next: string | null } } = await guest.ask(
        'GET',
        `/public/tags/${tag}/videos?limit=4${next && `&cursor=${next}`}`,
      )
      seen.push(...body.items.map(({ caption }) => caption))
      next = body.next
    }
    expect(seen).toEqual(Array.from({ length: 9 }, (_, n) => `${n} #Été`))
    const { body: loved } = await guest.ask('GET', `/public/tags/${tag}/videos?order=loved`)
    expect(loved.items[0].caption).toBe('3 #Été')
    for (const none of ['%20', '2026', 'two words', 'a'.repeat(51), '%F0%9F%8E%89'])
      expect((await guest.ask('GET', `/public/tags/${none}`)).body.code, none).toBe('tag.none')
    expect((await guest.ask('GET', '/public/tags/nobody_has_it/videos')).body.items).toEqual([])
    const { body } = await guest.ask(
      'GET',
      `/public/tags/${tag}/videos?cursor=${Buffer.from('[0,1,"x"]').toString('base64url')}`,
    )
    expect(body.code).toBe('request.invalid')
  })

  it('is followed once, by an account’s own list, up to a bound', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'], isIdle: true })
    const { alice, bob } = shore.people as Record<'alice' | 'bob', Person>
    for (const tag of ['harbour', 'Harbour', encodeURIComponent('été')]) {
      const { body } = await alice.ask('PUT', `/api/tags/${tag}/follow`)
      expect(body).toEqual({ follows: true })
    }
    expect((await alice.ask('GET', '/api/tags')).body.items).toEqual(['été', 'harbour'])
    expect((await bob.ask('GET', '/api/tags')).body.items).toEqual([])
    await alice.ask('DELETE', '/api/tags/HARBOUR/follow')
    expect((await alice.ask('GET', '/api/tags')).body.items).toEqual(['été'])
    await sql`
      insert into followed_tags (account_id, tag, created_at)
      select id, 't' || n, now() from accounts, generate_series(1, 199) n where handle = 'alice'`.execute(shore.db)
    expect((await alice.ask('PUT', '/api/tags/one_more/follow')).body.code).toBe('tag.most')
    expect((await alice.ask('PUT', '/api/tags/t1/follow')).status).toBe(200)
    expect((await alice.ask('PUT', '/api/tags/1/follow')).body.code).toBe('tag.none')
  })

  it('much used is a topic with a picture of its own, and none without a clip that anyone may list', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    await fill(shore, ['#sea #boats', '#sea', '#boats #sea', '#quay'])
    await sql`
      insert into video_files (video_id, role, hash, media_type, bytes)
      select id, 'poster', encode(sha256(caption::bytea), 'hex'), 'image/webp', 1 from videos`.execute(shore.db)
    await findingStore(shore.db, shore.keys).countTags()
    const topics = async () =>
      (await shore.guest().ask('GET', '/public/topics')).body.items as { tag: string; videos: number; poster: string }[]
    const found = await topics()
    expect(found.map(({ tag, videos }) => [tag, videos])).toEqual([
      ['sea', 3],
      ['boats', 2],
      ['quay', 1],
    ])
    expect(new Set(found.map(({ poster }) => poster)).size).toBe(3)
    await sql`update videos set visibility = 'private' where caption = '#quay'`.execute(shore.db)
    expect((await topics()).map(({ tag }) => tag)).toEqual(['sea', 'boats'])
  })
})

describe.skipIf(!hasFfmpeg)(`a clip that is found${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('is found by what is said in it, and by nothing within a second of being narrowed, edited or deleted', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const alice = shore.people['alice'] as Person
    const { id } = await alice.post(clip('silent.mp4'), { caption: 'Morning #quay', visibility: 'public' })
    const ids = async (q: string) => (await search(shore, q)).clips.map(one => one.id)
    expect(await ids('morning')).toEqual([id])
    await alice.ask('PUT', `/api/videos/${id}/captions/fr`, {
      text: 'WEBVTT\n\n00:00.000 --> 00:01.000\nLes <b>mouettes</b> crient\n',
    })
    expect(await ids('mouette')).toEqual([id])
    expect((await search(shore, 'mouette', '&captioned=true')).clips.length).toBe(1)
    await alice.ask('DELETE', `/api/videos/${id}/captions/fr`)
    expect(await ids('mouette')).toEqual([])
    await alice.ask('PATCH', `/api/videos/${id}`, { caption: 'Evening #quay' })
    expect([await ids('morning'), await ids('evening')]).toEqual([[], [id]])
    for (const visibility of ['unlisted', 'followers', 'private']) {
      await alice.ask('PATCH', `/api/videos/${id}`, { visibility })
      expect([visibility, await ids('evening'), (await search(shore, 'quay')).tags]).toEqual([visibility, [], []])
    }
    await alice.ask('PATCH', `/api/videos/${id}`, { visibility: 'public' })
    expect((await search(shore, 'quay')).tags).toEqual([{ tag: 'quay', videos: 1 }])
    const suspend = (at: string) =>
      sql`update accounts set suspended_at = ${sql.raw(at)} where handle = 'alice'`.execute(shore.db)
    await suspend('now()')
    expect(await search(shore, 'evening alice')).toMatchObject({ clips: [], people: [] })
    expect(await search(shore, 'quay')).toMatchObject({ clips: [], tags: [] })
    expect((await search(shore, 'alice')).people).toEqual([])
    await suspend('null')
    expect([await ids('evening'), (await search(shore, 'alice')).people.length]).toEqual([[id], 1])
    await alice.ask('DELETE', `/api/videos/${id}`)
    expect([await ids('evening'), (await search(shore, 'quay')).tags]).toEqual([[], []])
    await findingStore(shore.db, shore.keys).forgetUnused()
    const { rows } =
      await sql`select word from words where word in ('evening', 'quay') union select tag from tags`.execute(shore.db)
    expect(rows).toEqual([])
  })
})
