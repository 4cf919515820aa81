import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeId } from '../../src/server/adapters/clock/index.ts'
import { policy } from '../../src/server/http/policy.ts'
import { moderationStore } from '../../src/server/moderation/index.ts'
import { recordAttack } from '../harness/attacks.ts'
import { type ClipName, clip, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import {
  isListed,
  isOpen,
  type Kind,
  lists,
  notOfClips,
  type PlacedClip,
  places,
  type Viewer,
  viewers,
  visibilities,
} from '../harness/places.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

/** Names of roles are nobody's handle. */
const handles: Partial<Record<Viewer, string>> = { operator: 'runs', moderator: 'decides' }

let shore: TestShore
const people = {} as Record<Viewer, Person>
const clips: PlacedClip[] = []
let comment = ''
let asked = 0

/** Files of their own: what two clips have in common is open by the one that is. */
const files = {
  public: 'rotated.mp4',
  unlisted: 'square.mp4',
  followers: 'web.mp4',
  private: 'cinema.mp4',
  draft: 'silent.mov',
  scheduled: 'silent.mp4',
} as const satisfies Record<Kind, ClipName>

async function post(kind: Kind): Promise<PlacedClip> {
  const word = `walking${kind}`
  const { author } = people
  const visibility = kind === 'draft' || kind === 'scheduled' ? 'public' : kind
  const { id } = await author.post(clip(files[kind]), { visibility, caption: `A clip, ${word} #${word}` })
  const { body } = await author.ask('GET', `/api/videos/${id}`)
  const hashes = [...body.video.renditions.map((one: { url: string }) => one.url), body.poster].map(
    (url: string) => url.split('/').at(-1)!,
  )
  const hide = {
    published_at: null,
    ...(kind === 'draft' ? { posted_at: null } : { publish_at: new Date(Date.now() + 9e6) }),
  }
  if (kind === 'draft' || kind === 'scheduled')
    await shore.db.updateTable('videos').set(hide).where('id', '=', id).execute()
  return { id, kind, word, files: hashes }
}

const get = async (viewer: Viewer, path: string): Promise<{ status: number; text: string }> => {
  asked++
  const { cookie } = people[viewer]
  const reply = await fetch(shore.url + path, {
    headers: { accept: '*/*', ...(cookie && path.startsWith('/api/') ? { cookie } : {}) },
    redirect: 'manual',
  })
  return { status: reply.status, text: await reply.text() }
}

describe.skipIf(!hasFfmpeg)(`relations${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  beforeAll(async () => {
    shore = await openShore()
    people.guest = shore.guest()
    for (const viewer of viewers.slice(1)) people[viewer] = await shore.person(handles[viewer] ?? viewer)
    for (const kind of visibilities) clips.push(await post(kind))
    const { author, follower, asking, blocked, blocking, suspended } = people
    await follower.ask('PUT', '/api/accounts/author/follow')
    await follower.ask('PATCH', '/api/account', { showsLikes: true })
    for (const { id, kind } of clips) if (kind === 'public') await follower.ask('PUT', `/api/videos/${id}/like`)
    comment = (await follower.ask('POST', `/api/videos/${clips[0]!.id}/comments`, { text: 'Hello' })).body.id
    await author.ask('PATCH', '/api/account', { isClosed: true })
    await asking.ask('PUT', '/api/accounts/author/follow')
    for (const one of [blocked, blocking]) await one.ask('PUT', '/api/accounts/author/follow')
    await author.ask('PUT', '/api/accounts/blocked/block')
    await blocking.ask('PUT', '/api/accounts/author/block')
    await suspended.ask('PUT', '/api/accounts/author/follow')
    await author.ask('PUT', '/api/followers/suspended')
    await shore.db.updateTable('accounts').set({ suspended_at: new Date() }).where('handle', '=', 'suspended').execute()
    for (const role of ['operator', 'moderator'] as const) {
      const { id } = await shore.db
        .selectFrom('accounts')
        .select('id')
        .where('handle', '=', handles[role]!)
        .executeTakeFirstOrThrow()
      await shore.db.insertInto('roles').values({ account_id: id, role, since: new Date() }).execute()
    }
    await new Promise(resolve => setTimeout(resolve, 1500))
  })
  afterAll(() => shore[Symbol.asyncDispose]())

  it('give every viewer what they may have of every clip, at every address of it, and nothing else', async () => {
    const wrong: string[] = []
    for (const clip of clips)
      for (const viewer of viewers)
        for (const [name, path, mayRead] of places) {
          const { status } = await get(viewer, path(clip, shore.url))
          // A suspended follower keeps what they have: they read, and show nothing.
          const like = viewer === 'suspended' ? 'follower' : viewer
          const expected = mayRead(clip.kind, like) || (viewer === 'suspended' && mayRead(clip.kind, 'stranger'))
          if ((status === 200) !== expected) wrong.push(`${viewer} ${clip.kind} ${name}: ${status}`)
          if (!expected) expect([401, 403, 404], `${viewer} ${clip.kind} ${name}`).toContain(status)
        }
    expect(wrong).toEqual([])
  })

  it('put clips into the lists of those who may see them, and into no other', async () => {
    const wrong: string[] = []
    for (const viewer of viewers)
      for (const [name, path, mayStand] of lists)
        for (const clip of clips) {
          const { text, status } = await get(viewer, path(clip, shore.url))
          const like = viewer === 'suspended' ? 'follower' : viewer
          if (viewer === 'guest' && path(clip, shore.url).startsWith('/api/')) expect(status).toBe(401)
          const stands = text.includes(clip.id)
          const may = mayStand(clip.kind, like)
          // Explore is drawn by the program; where its HTML has clips, they are listed ones.
          if (name === 'GET /explore' ? stands && !may : stands !== may)
            wrong.push(`${viewer} ${clip.kind} ${path(clip, shore.url)}: ${stands ? 'stands there' : 'is not there'}`)
        }
    expect(wrong).toEqual([])
  })

  it('let each act on what they may see, and nobody on what is another’s', async () => {
    const wrong: string[] = []
    const mayAct = (kind: Kind, viewer: Viewer) =>
      viewer !== 'guest' &&
      viewer !== 'blocked' &&
      viewer !== 'blocking' &&
      viewer !== 'suspended' &&
      (isOpen(kind) ||
        (kind === 'followers' && viewer === 'follower') ||
        (viewer === 'author' && kind === 'private') ||
        (viewer === 'author' && kind === 'followers'))
    const acts: [string, string, object | undefined, (kind: Kind, viewer: Viewer) => boolean][] = [
      ['PUT', 'like', undefined, mayAct],
      // What is kept for oneself alone asks for nobody's leave.
      [
        'PUT',
        'save',
        undefined,
        (kind, viewer) => mayAct(kind, viewer) || (isOpen(kind) && (viewer === 'blocked' || viewer === 'blocking')),
      ],
      ['PUT', 'repost', undefined, (kind, viewer) => isListed(kind) && viewer !== 'author' && mayAct(kind, viewer)],
      ['POST', 'comments', { text: 'Words' }, mayAct],
    ]
    for (const { id, kind } of clips)
      for (const viewer of viewers)
        for (const [method, act, body, may] of acts) {
          asked++
          const { status } = await people[viewer].ask(method, `/api/videos/${id}/${act}`, body)
          if (status < 300 !== may(kind, viewer)) wrong.push(`${viewer} ${kind} ${act}: ${status}`)
        }
    for (const { id } of clips)
      for (const viewer of viewers.filter(one => one !== 'author'))
        for (const [method, path, body] of [
          ['PATCH', `/api/videos/${id}`, { caption: 'Mine' }],
          ['DELETE', `/api/videos/${id}`, undefined],
          ['POST', `/api/videos/${id}/post`, { caption: 'Mine' }],
          ['PUT', `/api/videos/${id}/draft`, { caption: 'Mine' }],
          ['DELETE', `/api/videos/${id}/schedule`, undefined],
          ['POST', `/api/videos/${id}/erasure`, undefined],
          ['PUT', `/api/videos/${id}/pin`, { comment: null }],
          ['PUT', `/api/videos/${id}/captions/en`, { text: 'WEBVTT' }],
        ] as const) {
          asked++
          const { status } = await people[viewer].ask(method, path, body)
          if (![401, 403, 404].includes(status)) wrong.push(`${viewer} ${method} ${path}: ${status}`)
        }
    for (const viewer of viewers.filter(one => one !== 'author' && one !== 'follower'))
      for (const [method, path, body] of [
        ['PATCH', `/api/comments/${comment}`, { text: 'Mine' }],
        ['DELETE', `/api/comments/${comment}`, undefined],
        ['PUT', `/api/comments/${comment}/approval`, undefined],
        ['POST', `/api/comments/${comment}/erasure`, undefined],
      ] as const) {
        const { status } = await people[viewer].ask(method, path, body)
        if (![401, 403, 404].includes(status)) wrong.push(`${viewer} ${method} comment: ${status}`)
      }
    expect(wrong).toEqual([])
  })

  it('let strangers pass on nothing of an author who is fourteen or fifteen', async () => {
    const [open] = clips
    const be = (is_young: boolean) =>
      shore.db.updateTable('accounts').set({ is_young }).where('handle', '=', 'author').execute()
    const passedOnBy = async () => {
      const found: Viewer[] = []
      for (const viewer of viewers) {
        asked++
        await people[viewer].ask('DELETE', `/api/videos/${open!.id}/repost`)
        if ((await people[viewer].ask('PUT', `/api/videos/${open!.id}/repost`)).status === 200) found.push(viewer)
      }
      return found
    }
    const before = await passedOnBy()
    await be(true)
    const young = await passedOnBy()
    await be(false)
    expect(before).toEqual(['stranger', 'follower', 'asking', 'operator', 'moderator'])
    expect(young).toEqual(['follower'])
  })

  it('show what a decision hid or removed to nobody but its author, and what it restricted in no list', async () => {
    const moderation = moderationStore(shore.db)
    const { id: concernedId } = await shore.db
      .selectFrom('accounts')
      .select('id')
      .where('handle', '=', 'author')
      .executeTakeFirstOrThrow()
    const decided = clips.filter(({ kind }) => kind !== 'draft' && kind !== 'scheduled')
    const decide = async (measure: 'hide' | 'remove' | 'restrict' | 'restore') => {
      for (const { id: subjectId } of decided) {
        const at = new Date()
        const about = { caseId: makeId(at), kind: 'video' as const, subjectId, concernedId }
        const decision = { id: makeId(at), byId: null, measure, rule: 'respect', reason: 'Because.', until: null, at }
        expect(await moderation.decideAtOnce(about, decision)).toBe('done')
      }
      await new Promise(resolve => setTimeout(resolve, 1500))
    }
    /** Where a clip is seen otherwise than one of the kind that it is like. */
    const unlike = async (kindOf: (kind: Kind) => Kind): Promise<string[]> => {
      const found: string[] = []
      for (const viewer of ['guest', 'stranger', 'follower', 'operator', 'moderator', 'author'] as const)
        for (const clip of decided) {
          const kind = kindOf(clip.kind)
          for (const [name, path, mayRead] of places)
            if (((await get(viewer, path(clip, shore.url))).status === 200) !== mayRead(kind, viewer))
              found.push(`${viewer} ${clip.kind} ${name}`)
          for (const [name, path, mayStand] of lists)
            if (
              name !== 'GET /explore' &&
              (await get(viewer, path(clip, shore.url))).text.includes(clip.id) !== mayStand(kind, viewer)
            )
              found.push(`${viewer} ${clip.kind} in ${path(clip, shore.url)}`)
        }
      return found
    }
    const isGone = () => 'draft' as const
    // The control: what nothing was decided on is seen where a clip that is gone would not be.
    const before = (await unlike(isGone)).length
    expect(before).toBeGreaterThan(40)
    const succeeded: string[] = []
    const first = asked
    for (const [measure, kindOf] of [
      ['hide', isGone],
      ['remove', isGone],
      ['restrict', (kind: Kind) => (kind === 'public' ? 'unlisted' : kind)],
    ] as const) {
      await decide(measure)
      succeeded.push(...(await unlike(kindOf)).map(where => `${measure}: ${where}`))
    }
    await decide('restore')
    const cases = asked - first
    recordAttack({ id: 'A05-decisions', cases, controls: 1, controlsSucceeded: 1, succeeded: succeeded.length })
    expect(succeeded).toEqual([])
    expect(await unlike(kind => kind)).toEqual([])
  })

  it('are walked over every route of the table that has a clip in it', () => {
    const walked = new Set([...places, ...lists].map(([name]) => name))
    const acts =
      /\/(like|save|repost|comments|post|draft|schedule|pin|captions\/:language|retry|approval|erasure)$|\/api\/(comments|saves|collections|uploads)\/:id$|^(PATCH|DELETE) \/api\/videos\/:id$/
    const left = Object.keys(policy).filter(
      name =>
        /videos|video\/|:id|\/likes$|feed\.atom|oembed|slate|search$|:hash/.test(name) &&
        !walked.has(name) &&
        !acts.test(name),
    )
    // What is left has no clip of another in it.
    const elsewhere = left.filter(name => !notOfClips.has(name))
    expect(elsewhere).toEqual([])
  })

  it('show nothing of an author who is suspended, to anybody but the author', async () => {
    const suspend = (at: Date | null) =>
      shore.db.updateTable('accounts').set({ suspended_at: at }).where('handle', '=', 'author').execute()
    /** Everything that still shows a clip of theirs. */
    const seen = async (): Promise<string[]> => {
      const found: string[] = []
      for (const viewer of ['guest', 'follower', 'moderator'] as const)
        for (const clip of clips) {
          for (const [name, path] of places)
            if ((await get(viewer, path(clip, shore.url))).status === 200) found.push(`${viewer} ${clip.kind} ${name}`)
          for (const [name, path] of lists)
            if ((await get(viewer, path(clip, shore.url))).text.includes(clip.id))
              found.push(`${viewer} ${clip.kind} in ${name}`)
        }
      return found
    }
    const before = (await seen()).length
    expect(before).toBeGreaterThan(40)
    await suspend(new Date())
    await new Promise(resolve => setTimeout(resolve, 1500))
    const left = await seen()
    await suspend(null)
    await new Promise(resolve => setTimeout(resolve, 1500))
    expect(left).toEqual([])
    expect((await seen()).length).toBe(before)
    // The control: the same walk finds what it looks for where nothing is withheld.
    recordAttack({
      id: 'A05-relations',
      cases: asked,
      controls: 1,
      controlsSucceeded: before > 40 ? 1 : 0,
      succeeded: left.length,
    })
  })
})
