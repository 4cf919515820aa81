import { describe, expect, it } from 'vitest'
import type { Oembed } from '../../src/core/wire/embed.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const webvtt = 'WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nThe ferry leaves\n\n00:00:01.000 --> 00:00:02.000\nat six\n'

const pageOf = async (shore: TestShore, path: string, headers: Record<string, string> = {}) => {
  const reply = await fetch(shore.url + path, { headers: { accept: 'text/html', ...headers } })
  const html = await reply.text()
  const content = (name: string) => new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)"`).exec(html)?.[1]
  const data = /<script type="application\/ld\+json"[^>]*>(.*?)<\/script>/.exec(html)?.[1]
  const plain = /<noscript>(?!<link)(.*)<\/noscript>/s.exec(html)?.[1] ?? ''
  return { reply, html, content, plain, data: data ? JSON.parse(data) : null }
}

describe.skipIf(!hasFfmpeg)(`a clip out in the world${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('says of itself what other programs need: previews, a player, Schema.org, oEmbed, one address and two languages', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    const { alice, bob } = shore.people as Record<'alice' | 'bob', Person>
    const { id } = await alice.post(clip('web.mp4'), { caption: 'Morning #ferry\nfrom the pier', visibility: 'public' })
    await alice.ask('PUT', `/api/videos/${id}/captions/en`, { text: webvtt })
    await bob.ask('PUT', `/api/videos/${id}/like`)
    await bob.ask('POST', `/api/videos/${id}/comments`, { text: 'Lovely' })
    const path = `/@alice/video/${id}`
    const { html, content, data } = await pageOf(shore, path)
    expect(html).toContain(`<link rel="canonical" href="${shore.url}${path}">`)
    expect(html).toContain('<title>Morning #ferry · a clip by @alice</title>')
    expect(content('og:type')).toBe('video.other')
    expect(content('og:url')).toBe(shore.url + path)
    expect(content('og:locale')).toBe('en_CA')
    expect(content('twitter:card')).toBe('player')
    expect(content('twitter:player')).toBe(`${shore.url}/embed/${id}`)
    expect([content('twitter:player:width'), content('twitter:player:height')]).toEqual(['360', '640'])
    expect(content('robots')).toBeUndefined()
    expect((await fetch(content('og:image')!)).headers.get('content-type')).toBe('image/jpeg')
    expect((await fetch(content('og:video')!)).headers.get('content-type')).toBe('video/mp4')
    expect(data).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'VideoObject',
      name: 'Morning #ferry · a clip by @alice',
      description: 'Morning #ferry\nfrom the pier',
      duration: 'PT3S',
      embedUrl: `${shore.url}/embed/${id}`,
      contentUrl: content('og:video'),
      thumbnailUrl: [content('og:image')],
      transcript: 'The ferry leaves\nat six',
      keywords: ['ferry'],
      interactionStatistic: [
        { interactionType: { '@type': 'LikeAction' }, userInteractionCount: 1 },
        { interactionType: { '@type': 'CommentAction' }, userInteractionCount: 1 },
      ],
    })
    expect(data.uploadDate).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/)

    // The neutral address speaks the browser's language; `?lang=` one that was asked for, and each names all.
    expect((await pageOf(shore, path, { 'accept-language': 'fr-CA' })).html).toContain('<html lang="fr">')
    const asked = await pageOf(shore, `${path}?lang=fr`, { 'accept-language': 'en' })
    expect(asked.html).toContain('<html lang="fr">')
    expect(asked.html).toContain(`<link rel="canonical" href="${shore.url}${path}?lang=fr">`)
    expect(asked.content('og:url')).toBe(shore.url + path)
    for (const [language, query] of [
      ['en', '?lang=en'],
      ['fr', '?lang=fr'],
      ['x-default', ''],
    ])
      expect(html).toContain(`<link rel="alternate" hreflang="${language}" href="${shore.url}${path}${query}">`)

    // What the head says of oEmbed is there.
    const discovered = /<link rel="alternate" type="application\/json\+oembed" href="([^"]+)"/.exec(html)![1]!
    const answer = (await (await fetch(discovered.replaceAll('&amp;', '&'))).json()) as Oembed
    expect(answer).toMatchObject({
      version: '1.0',
      type: 'video',
      title: 'Morning #ferry',
      author_name: 'alice',
      author_url: `${shore.url}/@alice`,
      provider_url: shore.url,
      width: 360,
      height: 640,
    })
    expect(answer.html).toContain(
      `<iframe src="${shore.url}/embed/${id}" title="Morning #ferry" width="360" height="640"`,
    )
    expect(answer.html).toContain('aspect-ratio:360/640')
    expect(answer.html).toMatch(/ sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"/)
    const small = await shore
      .guest()
      .ask<Oembed>(
        'GET',
        `${new URL(discovered.replaceAll('&amp;', '&')).pathname}?url=${encodeURIComponent(`${shore.url}/embed/${id}`)}&maxwidth=200&maxheight=200`,
      )
    expect([small.body.width, small.body.height]).toEqual([112, 200])
  })

  it('reads without JavaScript: the clip with captions, what was said with its replies, the way to more, and nobody’s address else', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    const { alice, bob } = shore.people as Record<'alice' | 'bob', Person>
    const first = await alice.post(clip('web.mp4'), { caption: 'First of mine', visibility: 'public' })
    const { id } = await alice.post(clip('silent.mp4'), { caption: 'Second of mine', visibility: 'public' })
    await alice.ask('PUT', `/api/videos/${id}/captions/en`, { text: webvtt })
    const said = await bob.ask('POST', `/api/videos/${id}/comments`, { text: 'How was it made?' })
    await alice.ask('POST', `/api/videos/${id}/comments`, { text: 'With a phone', replyTo: said.body.id })
    for (let n = 0; n < 21; n++) await bob.ask('POST', `/api/videos/${id}/comments`, { text: `Later ${n}` })
    const { plain } = await pageOf(shore, `/@alice/video/${id}`)
    expect(plain).toMatch(/<video [^>]*controls/)
    expect(plain).toMatch(/<track [^>]*kind="captions"[^>]*srclang="en"/)
    expect(plain).toContain('Second of mine')
    expect(plain).toContain('The ferry leaves\nat six')
    expect(plain).toContain('Later 20')
    expect(plain).toContain('23 comments')
    expect(plain).toContain(`href="/@alice/video/${first.id}"`)
    expect(plain).not.toContain('How was it made?')
    const older = /href="([^"]*before=[^"]*)"/.exec(plain)![1]!
    const further = await pageOf(shore, older.replaceAll('&amp;', '&'))
    expect(further.plain).toContain('How was it made?')
    expect(further.plain).toContain('1 reply')

    // A profile, page by page, and the other lists; every link stays in the language that was asked for.
    for (let n = 0; n < 25; n++)
      await shore.db
        .insertInto('videos')
        .values({
          ...(await shore.db.selectFrom('videos').selectAll().where('id', '=', first.id).executeTakeFirstOrThrow()),
          id: `01a202db-d443-7362-8150-${String(n).padStart(12, '0')}`,
          caption: `Older ${n}`,
          refusal: null,
          published_at: new Date(Date.UTC(2026, 0, 1, 0, n)),
        })
        .execute()
    const profile = await pageOf(shore, '/@alice?lang=fr')
    expect(profile.html).toContain(`type="application/atom+xml" href="${shore.url}/public/accounts/alice/feed.atom"`)
    const after = /href="(\/@alice\?after=[^"]*)"/.exec(profile.plain)![1]!.replaceAll('&amp;', '&')
    expect(after).toContain('lang=fr')
    expect((await pageOf(shore, after)).plain).toContain('Older 0')
    expect(profile.plain).not.toContain('Older 0')
    expect((await pageOf(shore, '/')).plain).toMatch(/<video [^>]*controls/)
    expect((await pageOf(shore, '/explore')).plain).toContain(`/@alice/video/${id}`)
    expect((await pageOf(shore, '/settings')).plain).toContain('This page needs JavaScript')
  })

  it('is found by nobody who was not given its address where it is unlisted, and says nothing at all where it is not for everybody', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const alice = shore.people['alice']!
    const { id } = await alice.post(clip('web.mp4'), { caption: 'For some of you', visibility: 'unlisted' })
    const path = `/@alice/video/${id}`
    const oembed = `/public/oembed?url=${encodeURIComponent(shore.url + path)}`
    const unlisted = await pageOf(shore, path)
    expect(unlisted.content('robots')).toBe('noindex')
    expect((await shore.guest().ask('GET', oembed)).status).toBe(200)
    expect((await shore.guest().ask('GET', '/public/accounts/alice/feed.atom')).body).not.toContain(id)
    for (const visibility of ['followers', 'private']) {
      await alice.ask('PATCH', `/api/videos/${id}`, { visibility })
      const { reply, html, data } = await pageOf(shore, path)
      expect(reply.status).toBe(404)
      expect(html).not.toMatch(/og:|twitter:|For some of you|\/media\//)
      expect(data).toBeNull()
      expect(await shore.guest().ask('GET', oembed)).toMatchObject({ status: 404, body: { code: 'embed.no-clip' } })
      const embed = await pageOf(shore, `/embed/${id}`)
      expect(embed.reply.status).toBe(404)
      expect(embed.html).toContain('This clip is not here')
      expect(embed.html).not.toContain('For some of you')
      // Said inside the frame, so it has to be let into one.
      expect(embed.reply.headers.get('content-security-policy')).toContain('frame-ancestors *')
    }
  })

  it('is left out by search engines where its author says so, and is in the map of the shore otherwise', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const alice = shore.people['alice']!
    const { id } = await alice.post(clip('web.mp4'), { caption: 'Found', visibility: 'public' })
    const robots = await shore.guest().ask<string>('GET', '/robots.txt')
    const address = /^Sitemap: (.*)$/m.exec(robots.body)![1]!
    const map = async () => (await fetch(address)).text()
    expect(await map()).toContain(`<loc>${shore.url}/@alice/video/${id}</loc>`)
    expect((await pageOf(shore, '/@alice')).content('robots')).toBeUndefined()
    expect((await alice.ask('PATCH', '/api/account', { isIndexed: false })).body.isIndexed).toBe(false)
    for (const path of ['/@alice', `/@alice/video/${id}`])
      expect((await pageOf(shore, path)).content('robots'), path).toBe('noindex')
    expect(await map()).not.toContain('alice')
    // Whoever has the address still sees it whole.
    expect((await pageOf(shore, `/@alice/video/${id}`)).content('og:title')).toContain('Found')
  })
})

describe.skipIf(!hasFfmpeg)(`the Atom feed of an account${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('has each public clip with its file, changes its tag with them, and is not sent twice', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const alice = shore.people['alice']!
    const path = '/public/accounts/alice/feed.atom'
    const empty = await shore.guest().ask('GET', path)
    expect(empty.status).toBe(200)
    expect(empty.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
    const { id, video } = await alice.post(clip('web.mp4'), { caption: 'Tide & <wind> #sea', visibility: 'public' })
    const { body, headers } = await shore.guest().ask<string>('GET', path)
    expect(body).toContain(`<id>urn:uuid:${id}</id>`)
    expect(body).toContain('<summary>Tide &amp; &lt;wind&gt; #sea</summary>')
    expect(body).toContain('<category term="sea"/>')
    const best = (await shore.guest().ask('GET', `/public/videos/${id}`)).body.renditions.at(-1)
    expect(video).not.toBeNull()
    expect(body).toContain(
      `<link rel="enclosure" type="video/mp4" length="${best.bytes}" href="${shore.url}${best.url}"/>`,
    )
    const etag = headers.get('etag')!
    expect(etag).not.toBe(empty.headers.get('etag'))
    for (const named of [etag, `W/${etag}`, `"other", ${etag}`])
      expect((await shore.guest().ask('GET', path, undefined, { 'if-none-match': named })).status, named).toBe(304)
    await alice.ask('PATCH', `/api/videos/${id}`, { caption: 'Tide' })
    expect((await shore.guest().ask('GET', path, undefined, { 'if-none-match': etag })).status).toBe(200)
    expect(await shore.guest().ask('GET', '/public/accounts/nobody-here/feed.atom')).toMatchObject({ status: 404 })
  })
})

describe.skipIf(!hasFfmpeg)(`saving a clip${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('is offered by an open account and not by a closed one, unless the author says otherwise', async () => {
    await using shore = await openShore({ people: ['alice', 'carol'] })
    const { alice, carol } = shore.people as Record<'alice' | 'carol', Person>
    await carol.ask('PATCH', '/api/account', { isClosed: true })
    const hers = await alice.post(clip('web.mp4'), { caption: 'Tide, été', visibility: 'public' })
    const other = await carol.post(clip('silent.mp4'), { caption: 'Quiet', visibility: 'public' })
    const save = (id: string) => fetch(`${shore.url}/public/videos/${id}/download`)
    const mayBeSaved = async (id: string) => (await shore.guest().ask('GET', `/public/videos/${id}`)).body.downloads
    expect([await mayBeSaved(hers.id), await mayBeSaved(other.id)]).toEqual([true, false])

    const saved = await save(hers.id)
    expect(saved.status).toBe(200)
    expect(saved.headers.get('content-type')).toBe('video/mp4')
    expect(saved.headers.get('content-disposition')).toBe(
      `attachment; filename="alice-Tide-_t_.mp4"; filename*=UTF-8''alice-Tide-%C3%A9t%C3%A9.mp4`,
    )
    const best = (await shore.guest().ask('GET', `/public/videos/${hers.id}`)).body.renditions.at(-1)
    expect((await saved.arrayBuffer()).byteLength).toBe(best.bytes)

    const refused = await save(other.id)
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({ code: 'video.no-download' })

    // The author's own choice stands, on either kind of account, and words that change leave it alone.
    await alice.ask('PATCH', `/api/videos/${hers.id}`, { downloads: false })
    await carol.ask('PATCH', `/api/videos/${other.id}`, { downloads: true })
    await alice.ask('PATCH', `/api/videos/${hers.id}`, { caption: 'Tide' })
    expect([(await save(hers.id)).status, (await save(other.id)).status]).toEqual([403, 200])
    expect([await mayBeSaved(hers.id), await mayBeSaved(other.id)]).toEqual([false, true])
    // It is offered to everybody or to nobody: not past who may see it.
    await carol.ask('PATCH', `/api/videos/${other.id}`, { visibility: 'followers' })
    expect((await save(other.id)).status).toBe(404)
  })
})
