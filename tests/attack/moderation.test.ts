import { beforeAll, describe, expect, it } from 'vitest'
import type { StaffRole } from '../../src/core/staff/roles.ts'
import { guard } from '../../src/server/http/guard.ts'
import { staffStore } from '../../src/server/staff/index.ts'
import { recordAttack } from '../harness/attacks.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore } from '../harness/shore.ts'

const names = ['author', 'bob', 'stranger', 'mona', 'milo', 'mira', 'opal'] as const
type Name = (typeof names)[number]
const roles: Partial<Record<Name, StaffRole>> = {
  mona: 'moderator',
  milo: 'moderator',
  mira: 'moderator',
  opal: 'operator',
}
const decision = { measure: 'remove', rule: 'respect', reason: 'Because.', days: null }

describe.skipIf(!hasFfmpeg)(`the files of a clip that waits for a decision${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  let file = ''
  let other = ''
  beforeAll(() => {
    file = clip('web.mp4')
    other = clip('rotated.mp4')
  })

  it('reach the moderator who took its case, as long as they have it, and nobody else (A05)', async () => {
    await using shore = await openShore({ people: names })
    const people = shore.people as Record<Name, Person>
    const { author, bob, mona, milo, mira } = people
    const staff = staffStore(shore.db)
    const ids = new Map<string, string>()
    for (const { id, handle } of await shore.db.selectFrom('accounts').select(['id', 'handle']).execute())
      ids.set(handle, id)
    for (const [name, role] of Object.entries(roles)) await staff.grant(ids.get(name)!, role, new Date())
    const { id } = await author.post(file, { visibility: 'public' })
    const { id: otherId } = await author.post(other, { visibility: 'private' })
    const hashesOf = async (videoId: string) =>
      (await shore.db.selectFrom('video_files').select('hash').where('video_id', '=', videoId).execute()).map(
        ({ hash }) => hash,
      )
    const hashes = await hashesOf(id)
    const foreign = await hashesOf(otherId)
    expect(hashes.length).toBeGreaterThan(1)
    expect(foreign.filter(hash => !hashes.includes(hash)).length).toBeGreaterThan(0)
    for (const who of [bob, mira]) await who.ask('POST', '/api/reports', { kind: 'video', id, category: 'hate' })
    const { id: caseId } = await shore.db.selectFrom('cases').select('id').executeTakeFirstOrThrow()

    let cases = 0
    let succeeded = 0
    let controls = 0
    let controlsSucceeded = 0
    const bytesOf = async (path: string, headers: Record<string, string>) => {
      const reply = await fetch(shore.url + path, { headers })
      const { length } = Buffer.from(await reply.arrayBuffer())
      return reply.status === 200 || reply.status === 206 ? length : 0
    }
    const token = (await mona.ask('POST', '/api/tokens', { name: 'script', scope: 'read' })).body.token
    expect(token).toMatch(/^onshore_/)
    /** Everybody asks for every file: who is given bytes. */
    const walk = async (when: string, allowed: readonly Name[]) => {
      const wrong: string[] = []
      const credentials: [who: string, headers: Record<string, string>][] = [
        ['guest', {}],
        ['token', { authorization: `Bearer ${token}` }],
        ...names.map(name => [name, { cookie: people[name].cookie! }] as [string, Record<string, string>]),
      ]
      for (const [who, headers] of credentials)
        for (const [what, hash] of [
          ...hashes.map(hash => ['its', hash] as const),
          ...foreign.filter(hash => !hashes.includes(hash)).map(hash => ['another’s', hash] as const),
        ])
          for (const range of [{}, { range: 'bytes=0-9' }]) {
            const isAllowed = what === 'its' && (allowed as readonly string[]).includes(who)
            const path = `/api/moderate/cases/${caseId}/media/${hash}`
            const bytes = await bytesOf(path, { ...headers, ...range })
            if (isAllowed) controls++
            else cases++
            if (isAllowed && bytes > 0) controlsSucceeded++
            if (!isAllowed && bytes > 0) succeeded++
            if (isAllowed !== bytes > 0) wrong.push(`${when}: ${who}, ${what} file: ${bytes} bytes`)
          }
      expect(wrong).toEqual([])
    }
    const taken = `/api/moderate/cases/${caseId}/taken`
    const decide = (who: Person, body: object) => who.ask('POST', `/api/moderate/cases/${caseId}/decision`, body)

    await walk('nobody took it', [])
    expect((await mona.ask('PUT', taken)).status).toBe(204)
    await walk('mona took it', ['mona'])
    // Hidden, so that this is the one way to its bytes besides its author's.
    expect((await decide(mona, { ...decision, measure: 'hide' })).status).toBe(204)
    await expect.poll(async () => (await shore.guest().ask('GET', `/media/${hashes[0]}`)).status).toBe(404)
    await walk('it is hidden', ['mona'])
    expect((await mona.ask('DELETE', taken)).status).toBe(204)
    await walk('mona gave it back', [])
    expect((await milo.ask('PUT', taken)).status).toBe(204)
    await walk('milo took it', ['milo'])
    await staff.take(ids.get('milo')!)
    await walk('milo moderates no more', [])
    await staff.grant(ids.get('milo')!, 'moderator', new Date())
    expect((await milo.ask('DELETE', taken)).status).toBe(204)
    expect((await mona.ask('PUT', taken)).status).toBe(204)
    expect((await decide(mona, decision)).status).toBe(204)
    await walk('mona decided', [])
    const [statement] = (await author.ask('GET', '/api/decisions')).body.items
    expect((await author.ask('POST', `/api/decisions/${statement.id}/appeal`, { words: 'No' })).status).toBe(201)
    // An appeal is for whoever did neither decide nor report.
    await walk('its author appealed', ['milo'])
    const [appeal] = (await milo.ask('GET', '/api/moderate/appeals')).body.items
    const answer = { outcome: 'stands', reason: 'Seen again.' }
    expect((await milo.ask('POST', `/api/moderate/appeals/${appeal.id}/decision`, answer)).status).toBe(204)
    await walk('the appeal is decided', [])
    expect((await mira.ask('PUT', taken)).body.code).toBe('case.not-found')
    recordAttack({ id: 'A05-moderation', cases, controls, controlsSucceeded, succeeded })
    expect(controlsSucceeded).toBe(controls)
  })

  it('stop in the middle of a stream when the case is given back or decided, or the appeal is (A05)', async () => {
    /** What part came of each stream that its case was ended under. */
    const streamed = async (isWatched: boolean): Promise<Record<string, number>> => {
      await using shore = await openShore({
        people: ['author', 'bob', 'mona', 'milo'],
        ...(isWatched
          ? {}
          : // The control: a shore that asks at the beginning of a range and never again.
            {
              guarding: (app, guards) => {
                guard(app, guards)
                app.addHook('preHandler', async request => {
                  request.mayStill = () => new Promise(() => undefined)
                })
              },
            }),
      })
      const { author, bob, mona, milo } = shore.people as Record<Name, Person>
      for (const handle of ['mona', 'milo']) {
        const account = shore.db.selectFrom('accounts').select('id').where('handle', '=', handle)
        const { id } = await account.executeTakeFirstOrThrow()
        await staffStore(shore.db).grant(id, 'moderator', new Date())
      }
      const { id, video } = await author.post(clip('slow.mp4'), { visibility: 'public' })
      await bob.ask('POST', '/api/reports', { kind: 'video', id, category: 'hate' })
      const { id: caseId } = await shore.db.selectFrom('cases').select('id').executeTakeFirstOrThrow()
      const { url, bytes } = video!.renditions.at(-1)!
      const path = `${shore.url}/api/moderate/cases/${caseId}/media/${url.split('/').at(-1)}`
      /** Begins to watch, ends the right to, and goes on reading. */
      const watching = async (who: Person, end: () => Promise<{ status: number }>) => {
        const reply = await fetch(path, { headers: { cookie: who.cookie!, range: 'bytes=0-' } })
        expect(reply.status).toBe(206)
        const reader = reply.body!.getReader()
        let came = (await reader.read()).value!.length
        expect((await end()).status).toBe(204)
        const rest = async () => {
          for (;;) {
            const { value } = await reader.read().catch(() => ({ value: undefined }))
            if (!value) return came / bytes
            came += value.length
          }
        }
        return { part: rest() }
      }
      const ways = {
        async 'given back'() {
          await mona.ask('PUT', `/api/moderate/cases/${caseId}/taken`)
          return watching(mona, () => mona.ask('DELETE', `/api/moderate/cases/${caseId}/taken`))
        },
        async decided() {
          await mona.ask('PUT', `/api/moderate/cases/${caseId}/taken`)
          return watching(mona, () => mona.ask('POST', `/api/moderate/cases/${caseId}/decision`, decision))
        },
        async 'appeal decided'() {
          const [statement] = (await author.ask('GET', '/api/decisions')).body.items
          await author.ask('POST', `/api/decisions/${statement.id}/appeal`, { words: 'No' })
          const [appeal] = (await milo.ask('GET', '/api/moderate/appeals')).body.items
          const answer = { outcome: 'stands', reason: 'Seen again.' }
          return watching(milo, () => milo.ask('POST', `/api/moderate/appeals/${appeal.id}/decision`, answer))
        },
      }
      const begun: [name: string, part: Promise<number>][] = []
      for (const [name, way] of Object.entries(ways)) begun.push([name, (await way()).part])
      return Object.fromEntries(await Promise.all(begun.map(async ([name, part]) => [name, await part] as const)))
    }
    const [watched, control] = await Promise.all([streamed(true), streamed(false)])
    const cut = Object.values(watched).filter(part => part < 0.9)
    const whole = Object.values(control).filter(part => part === 1)
    recordAttack({
      id: 'A05-streams',
      cases: 3,
      controls: 3,
      controlsSucceeded: whole.length,
      succeeded: 3 - cut.length,
    })
    expect([cut.length, whole.length], JSON.stringify([watched, control])).toEqual([3, 3])
  })
})
