import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Person } from '../harness/person.ts'
import { serve } from '../harness/serve.ts'

const root = join(import.meta.dirname, '../..')

describe('the operator on the shore’s machine', () => {
  it('is named by the code that the start printed, and does everything by command, each act in the log', {
    timeout: 240_000,
  }, async () => {
    await using shore = await serve()
    const operate = (...args: string[]) => {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [join(root, 'src/cli/onshore.js'), 'operate', ...args, '--data', shore.data],
        { encoding: 'utf8', env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'C.UTF-8' } },
      )
      return { status, stdout: stdout.trim(), stderr: stderr.trim(), last: stdout.trim().split('\n').at(-1)! }
    }
    const printed = /\/operate, and enter: ([0-9A-Z-]{19})/.exec(shore.output())?.[1]
    expect(printed).toBeDefined()
    const opal = await Person.join(shore.url, 'opal')
    expect((await opal.ask('POST', '/api/operator', { code: printed! })).status).toBe(200)

    const made = operate('account', 'add', 'Newsroom', '--why', 'asked at the desk')
    expect([made.status, made.stderr]).toEqual([0, ''])
    const newsroom = new Person(shore.url)
    expect((await newsroom.ask('POST', '/api/session', { handle: 'newsroom', passphrase: made.last })).status).toBe(201)
    expect(operate('account', 'list', 'news').stdout).toMatch(/^@newsroom – 0 clips, 0\.0 MB, no bound$/)
    expect(operate('account', 'quota', 'newsroom', '250').status).toBe(0)
    expect((await newsroom.ask('GET', '/api/storage')).body).toEqual({ bytes: 0, quotaBytes: 250_000_000 })
    expect(operate('role', 'give', 'newsroom', 'moderator').status).toBe(0)
    expect((await newsroom.ask('GET', '/api/operate/acts')).status).toBe(200)
    expect(operate('role', 'take', 'newsroom').status).toBe(0)
    expect(operate('role', 'take', 'newsroom')).toMatchObject({ status: 2, stderr: '@newsroom has no role here.' })
    expect(operate('role', 'take', 'opal').stderr).toMatch(/only operator/)

    const token = operate('token', 'newsroom', '--scope', 'post').last
    expect(token).toMatch(/^onshore_/)
    const [listed] = JSON.parse(operate('token', 'list', 'newsroom', '--json').stdout)
    // What somebody called a token is theirs; its id is what ends it.
    expect(Object.keys(listed).sort()).toEqual(['expiresAt', 'id', 'scopes'])
    expect(operate('token', 'end', 'newsroom', listed.id).status).toBe(0)
    const byToken = await fetch(`${shore.url}/api/videos`, { headers: { authorization: `Bearer ${token}` } })
    expect(byToken.status).toBe(401)
    expect(operate('account', 'sign-out', 'newsroom').status).toBe(0)
    expect((await newsroom.ask('GET', '/api/session')).body.account).toBeNull()

    expect(operate('--help').stdout).toContain('invite list')
    const invited = operate('invite', '--count', '3', '--days', '2', '--why', 'for the choir')
    expect(invited.status).toBe(0)
    expect(invited.last).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/)
    expect(operate('invite', 'list').stdout).toMatch(/ 0 of 3 until \d{4}-\d\d-\d\d$/)
    expect(operate('invite', '--count', '0')).toMatchObject({ status: 2 })
    expect(operate('invite', 'all')).toMatchObject({ status: 2 })

    // A start carries out every rule of retention; what is due and done is told to the machine and, in counts, to anybody.
    await expect
      .poll(async () => (await opal.ask('GET', '/public/retention')).body.items.length, { timeout: 60_000 })
      .toBe(JSON.parse(operate('retention', '--json').stdout).rules.length)
    expect(operate('retention').last).toBe('Nothing is past its time.')
    const assessment = operate('assessment', '--language', 'fr')
    expect(assessment.stdout).toContain('À COMPLÉTER 1')
    expect(assessment.stdout).toContain('Comptes aujourd’hui')
    expect(operate('breach', 'database').stdout).toContain('A drill: nothing has happened.')
    const real = JSON.parse(operate('breach', 'database', '--real', '--at', '2026-01-31T09:00Z', '--json').stdout)
    expect(real).toMatchObject({
      isDrill: false,
      isHarmful: true,
      accounts: 2,
      authorityBy: '2026-02-03T09:00:00.000Z',
    })
    for (const wrong of [
      ['breach', 'moon'],
      ['breach'],
      ['breach', 'logs', '--at', 'soon'],
      ['assessment', '--language', 'xx'],
    ])
      expect(operate(...wrong)).toMatchObject({ status: 2, stdout: '' })

    const code = operate('code').last
    expect((await opal.ask('POST', '/api/operator', { code })).body.code).toBe('staff.role-held')
    expect(operate('jobs').stdout).toBe('Nothing is waiting.')
    expect(operate('video', 'retry', '01900000-0000-7000-8000-000000000000').stderr).toMatch(/not given up/)
    expect(JSON.parse(operate('storage', '--json').stdout)).toMatchObject({
      orphans: { files: 0 },
      missing: 0,
      technology: 'local-files',
    })
    expect(operate('storage', 'sweep').stdout).toBe('0 files removed, 0.0 MB.')
    expect(operate('status').stdout).toMatch(/2 accounts, 1 operators, 0 moderators\. Objects: ok/)
    expect(operate('declare').stdout).toMatch(/The configuration here declares the same/)
    expect(operate('nothing')).toMatchObject({ status: 2 })

    const log = JSON.parse(operate('log', '--json').stdout) as {
      act: string
      role: string
      why: string
      outcome: string
    }[]
    expect(
      log
        .filter(({ outcome }) => outcome === 'done')
        .map(({ act }) => act)
        .reverse(),
    ).toEqual([
      'role.claim',
      'account.add',
      'account.quota',
      'role.grant',
      'role.take',
      'token.add',
      'token.end',
      'account.sign-out',
      'invite.make',
      'code.make',
      'storage.sweep',
    ])
    // To take the last operator's role was tried, and did not come to pass.
    expect(log.filter(({ outcome }) => outcome !== 'done')).toEqual([
      expect.objectContaining({ act: 'role.take', subject: 'opal operator', outcome: 'failed' }),
    ])
    expect(log.find(({ act }) => act === 'account.add')).toMatchObject({ role: 'machine', why: 'asked at the desk' })
    // Nothing is printed that only belongs to somebody.
    for (const { last } of [made, invited]) expect(shore.output()).not.toContain(last)
    // A shore with an operator prints no code.
    await shore.stop()
    await using again = await serve({ data: shore.data, isKept: true })
    expect(again.output()).not.toMatch(/No operator yet/)
  })
})
