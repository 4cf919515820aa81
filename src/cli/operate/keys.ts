import { refuse } from '../../core/errors.ts'
import { keysHere, operatorRooms } from '../../server/operator.ts'
import { say } from '../words.ts'
import { print, required, tell, whyOf } from './told.ts'
import type { Values } from './values.ts'

/** `operate key status|rotate|shares|open|save`: the shore's key, and the keys of accounts that it wraps. */
export async function keyCommand([what, to]: string[], values: Values): Promise<void> {
  if (what === 'open') return open(values)
  await using rooms = operatorRooms(values.data)
  const { staff, keys } = rooms
  if (what === 'status') {
    const status = await keys.status()
    const lines = [
      status.isLocked
        ? say('keyLocked')
        : say('keyStatus', { keyId: status.keyId ?? '–', accounts: status.accounts, destroyed: status.destroyed }),
    ]
    if (!status.isLocked) lines.push(say('keyDoors'), sharesLine(status.shares))
    return tell(values, status, lines)
  }
  if (what === 'rotate') {
    const done = await staff.onMachine('key.rotate', whyOf(values), () => keys.rotate())
    return tell(values, done, [say('keyRotated', { n: done.keys })])
  }
  if (what === 'shares') {
    const [need, of] = [Number(values.need ?? 2), Number(to ?? 3)]
    const shares = await staff.onMachine('key.shares', whyOf(values), () =>
      keysHere(values.data).makeShares({ need, of }),
    )
    if (values.json) return print(JSON.stringify({ need, of, shares }))
    print(say('keyShares', { need, of }))
    for (const share of shares) print(share)
    return
  }
  if (what === 'save') {
    const file = required(to, 'FILE')
    const done = await staff.onMachine('key.save', whyOf(values), async () => keysHere(values.data).save(file))
    return tell(values, { file, n: done.keys }, [say('keySaved', { n: done.keys, file })])
  }
  throw refuse('command.unknown', { got: `operate key ${what ?? ''}` })
}

const sharesLine = (shares: { need: number; of: number; at: string; isCurrent: boolean } | null): string =>
  shares === null
    ? say('keyNoShares')
    : say(shares.isCurrent ? 'keyHasShares' : 'keyOldShares', { need: shares.need, of: shares.of, at: shares.at })

/** Shares come by the standard input, a line each: what stands on a command line, other users of the machine can read. */
async function open(values: Values): Promise<void> {
  process.stdin.setEncoding('utf8')
  let text = ''
  for await (const part of process.stdin) text += String(part)
  const lines = text.split('\n').filter(line => line.trim() !== '')
  const { keyId } = await keysHere(values.data).open(lines)
  tell(values, { keyId }, [say('keyOpened', { keyId })])
}
