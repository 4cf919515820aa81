import { describe, it } from 'vitest'
import { sayRaw } from '../harness/asked.ts'
import { openTally, recordAttack } from '../harness/attacks.ts'
import { openShore } from '../harness/shore.ts'

const full = 'clips.example'
const view = 'view.clips.example'

describe('a network that lets people watch', () => {
  it('is not talked out of it: no spelling of its name, and no word about another, opens an account', async () => {
    await using shore = await openShore({
      people: ['alice'],
      isIdle: true,
      // The proxy in front is believed in what it says of addresses, and in nothing that it says of names.
      environment: { ONSHORE_ORIGIN: `https://${full}`, ONSHORE_PROXY: '127.0.0.1' },
    })
    const { cookie } = shore.people['alice']!
    const { tally, attack, control } = openTally()
    const opens = async (first: string, ...headers: string[]) => {
      const { text } = await sayRaw(shore.port, [first, ...headers, `Cookie: ${cookie}`, 'Connection: close'])
      return text.includes('"handle":"alice"')
    }
    const asks = 'GET /api/session HTTP/1.1'
    const spellings = [
      view,
      'VIEW.clips.example',
      'View.Clips.Example:443',
      `${view}:8443`,
      `${view}.`,
      `${view}.:443`,
      `  ${view}\t`,
      `someone@${view}`,
      `${full}@${view}`,
      'view%2eclips.example',
    ]
    for (const host of spellings) attack(`Host: ${host}`, await opens(asks, `Host: ${host}`))
    // The same spellings of the full name are the full name.
    for (const host of [full, 'CLIPS.example', `${full}:443`, `${full}.`, `someone@${full}`])
      control(`Host: ${host}`, await opens(asks, `Host: ${host}`))

    for (const name of ['X-Forwarded-Host', 'X-Host', 'X-Original-Host', 'X-Forwarded-Server', ':authority', 'Origin'])
      attack(`${name} beside the name`, await opens(asks, `Host: ${view}`, `${name}: ${full}`))
    attack('Forwarded', await opens(asks, `Host: ${view}`, `Forwarded: host=${full};proto=https`))
    control(
      'X-Forwarded-Host takes nothing away either',
      await opens(asks, `Host: ${full}`, `X-Forwarded-Host: ${view}`),
    )

    // A target in absolute form, and two names: whichever of them is asked for, nothing is answered.
    const absolute = (host: string, version = '1.1') => `GET http://${host}/api/session HTTP/${version}`
    for (const version of ['1.1', '1.0'])
      for (const host of [full, view, `${view}.`, 'VIEW.CLIPS.EXAMPLE:80'])
        attack(`absolute ${host} ${version}`, await opens(absolute(host, version), `Host: ${view}`))
    attack('absolute, the other way round', await opens(absolute(view), `Host: ${full}`))
    attack('absolute, and no Host', await opens(absolute(view, '1.0')))
    control('absolute', await opens(absolute(full), `Host: ${full}`))
    for (const pair of [
      [view, full],
      [full, view],
      [full, full],
    ])
      attack(`two Hosts: ${pair}`, await opens(asks, ...pair.map(host => `Host: ${host}`)))
    attack('folded', await opens(asks, `Host: ${view}`, ` ${full}`))

    // HTTP/1.1 without a name is no request; HTTP/1.0 may have none, and is then whatever the proxy in front lets through
    // (tests/live/networks: both shipped files let nothing through whose name is not that of its connection).
    attack('HTTP/1.1 without Host', await opens(asks))
    control('HTTP/1.0 without Host', await opens('GET /api/session HTTP/1.0'))
    recordAttack({ id: 'A05-networks', ...tally })
  })
})
