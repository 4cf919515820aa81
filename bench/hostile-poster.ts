/**
 * Posts mutated files at the shore of its first argument, from `go` to `stop`, as fast as nine accounts may: each begins forty
 * uploads at once, and one a minute after that.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { giveWay } from '../src/server/adapters/priority/index.ts'
import { fileOf } from '../tests/harness/clips.ts'
import { mutate, seeds } from '../tests/harness/mutated.ts'
import { Person, passphrase } from '../tests/harness/person.ts'

giveWay(process.pid, 19)
const people: Person[] = []
for (const letter of 'abcdefghi') {
  const person = new Person(process.argv[2]!)
  const { status } = await person.ask('POST', '/api/accounts', { handle: `hostile-${letter}`, passphrase })
  if (status !== 201) throw new Error(`no account for the attacker: ${status}`)
  // What is measured is what their files cost, not how often somebody asks about them.
  person.looksEveryMs = 200
  people.push(person)
}
const clips = seeds()
const files = Array.from({ length: 100 }, (_, seed) => fileOf(`hostile-${seed}.mp4`, mutate(clips, seed).bytes))
let isOver = true
let next = 0
const post = async () => {
  const file = files[next % files.length]!
  await people[next++ % people.length]!.post(file, { visibility: 'private' })
  process.send!('posted')
}
process.on('message', word => {
  isOver = word !== 'go'
  if (!isOver) void attack()
})
async function attack(): Promise<void> {
  while (!isOver) await Promise.all([post(), post(), pause(500)])
  process.send!('stopped')
}
process.send!('ready')
