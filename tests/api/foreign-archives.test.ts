import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { foreignClips, mended } from '../../src/core/archive/foreign.ts'
import type { OwnVideo } from '../../src/core/wire/video.ts'
import { arrive, untilEnded, zipOf } from '../harness/archives.ts'
import { drawn, hasFfmpeg, makeClip, x264 } from '../harness/clips.ts'
import { openShore } from '../harness/shore.ts'

const clip = (hue: number) =>
  readFileSync(
    makeClip(`foreign-${hue}.mp4`, [
      ...drawn(`testsrc2=s=96x160:r=12:d=1,hue=h=${hue}`, 'sine=d=1'),
      ...x264,
      '-c:a',
      'aac',
    ]),
  )
/** As one network writes it: each byte of UTF-8 as a character of its own. */
const asBytes = (text: string) => Buffer.from(text).toString('latin1')
const now = new Date('2026-11-27T00:00:00Z')
const folder = 'somebody-2026/your_instagram_activity/media'
const reels = {
  ig_reels_media: [
    {
      media: [
        {
          uri: 'media/reels/202301/a.mp4',
          creation_timestamp: 1_673_000_000,
          title: asBytes('Été à la mer 🌊 #shore'),
        },
      ],
    },
    { media: [{ uri: 'media/reels/202301/gone.mp4', creation_timestamp: 1_673_000_001, title: 'Not in the file' }] },
  ],
}
const posts = [
  {
    title: 'Two at once',
    creation_timestamp: 1_680_000_000,
    media: [
      { uri: 'media/posts/202304/b.mp4', creation_timestamp: 1_680_000_000, title: '' },
      { uri: 'media/posts/202304/c.jpg', creation_timestamp: 1_680_000_000, title: '' },
    ],
  },
]
const byDate = (list: string, inside: string) => ({
  [list]: {
    [inside]: {
      VideoList: [
        {
          Date: '2024-05-01 12:30:00',
          Link: 'https://elsewhere.example/video/1',
          Title: 'A harbour',
          WhoCanView: 'Friends',
        },
        { Date: '2024-05-02 08:00:00', Link: 'https://elsewhere.example/video/2', Likes: '3' },
      ],
    },
  },
})

describe('archives of other networks', () => {
  it('give the words and moments of the clips that lie in them, and of no other', () => {
    const names = ['x/media/reels/202301/a.mp4', 'x/media/posts/202304/b.mp4', 'x/media/posts/202304/c.jpg']
    const read = foreignClips.from(
      new Map<string, unknown>([
        [`${folder}/reels.json`, reels],
        [`${folder}/posts_1.json`, posts],
      ]),
      names,
      'followers',
      now,
    )!
    expect(
      read.clips.map(({ file, firstShownAt, posting }) => [file, firstShownAt, posting.caption, posting.visibility]),
    ).toEqual([
      ['x/media/reels/202301/a.mp4', '2023-01-06T10:13:20.000Z', 'Été à la mer 🌊 #shore', 'followers'],
      ['x/media/posts/202304/b.mp4', '2023-03-28T10:40:00.000Z', 'Two at once', 'followers'],
    ])
  })

  it('are matched by the moment that a file is named by where the list knows no path, whatever the version of the list', () => {
    for (const list of [byDate('Post', 'Posts'), byDate('Video', 'Videos')]) {
      const names = ['2024-05-01 12.30.00.mp4', 'clips/20240502-080000.mp4', 'clips/another.mov', 'notes.txt']
      const { clips } = foreignClips.from(new Map([['user_data_tiktok.json', list]]), names, 'public', now)!
      expect(
        clips.map(({ file, firstShownAt, posting }) => [file, firstShownAt, posting.caption, posting.visibility]),
      ).toEqual([
        ['2024-05-01 12.30.00.mp4', '2024-05-01T12:30:00.000Z', 'A harbour', 'private'],
        ['clips/20240502-080000.mp4', '2024-05-02T08:00:00.000Z', '', 'public'],
        ['clips/another.mov', null, '', 'private'],
      ])
    }
  })

  it('are no reason to fail whatever they hold', () => {
    for (const odd of [
      null,
      1,
      'text',
      [],
      {},
      [null],
      { Post: null },
      { a: [{ media: 'x' }] },
      { a: [{ media: [{ uri: 1 }] }] },
    ])
      for (const name of ['reels.json', 'user_data.json'])
        expect(foreignClips.from(new Map([[name, odd]]), [], 'public', now)).toEqual({ clips: [] })
    for (const text of ['plain', 'Été', 'Ã', '🌊', 'Ã©\u0000']) expect(() => mended(text)).not.toThrow()
    expect([mended('Été'), mended(asBytes('Été')), mended('plain')]).toEqual(['Été', 'Été', 'plain'])
  })

  it.skipIf(!hasFfmpeg)(
    'come as clips, with their dates, for whom the person chose',
    { timeout: 120_000 },
    async () => {
      await using shore = await openShore({ people: ['alice', 'bob'] })
      const alice = shore.people['alice']!
      await arrive(
        alice,
        zipOf([
          [`${folder}/reels.json`, JSON.stringify(reels)],
          ['somebody-2026/media/reels/202301/a.mp4', clip(10)],
          ['somebody-2026/media/other/loose.mp4', clip(200)],
        ]),
        'public',
      )
      expect(await untilEnded(alice)).toMatchObject({ state: 'done', refused: 0, of: 2 })
      const { items } = (await alice.ask<{ items: OwnVideo[] }>('GET', '/api/videos')).body
      const [loose, dated] = [...items].sort((a, b) => a.caption.length - b.caption.length)
      expect(dated).toMatchObject({
        caption: 'Été à la mer 🌊 #shore',
        visibility: 'public',
        publishedAt: '2023-01-06T10:13:20.000Z',
      })
      expect(loose).toMatchObject({ caption: '', visibility: 'private' })
      const bob = shore.people['bob']!
      await arrive(bob, zipOf([['user_data_tiktok.json', JSON.stringify(byDate('Post', 'Posts'))]]))
      expect((await untilEnded(bob)).fault?.code).toBe('arrival.no-media')
    },
  )
})
