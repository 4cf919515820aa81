/**
 * Rate limits without addresses: a bucket is named by an HMAC of the network prefix (/32 for IPv4, /64 for IPv6) under a key
 * that is thrown away each hour, and lives in this process's memory only.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { refuse } from '../../core/errors.ts'
import type { Clock } from '../adapters/clock/index.ts'
import { type Flood, floods, type Limit } from './policy.ts'

/** A bucket holds `burst` attempts and gains one every `everyMs`. */
export interface Rate {
  burst: number
  everyMs: number
}
export type Rates = Readonly<Record<Exclude<Limit, 'none'> | `new-${Flood}` | 'guess-handle', Rate>>

export const standardRates: Rates = {
  guess: { burst: 10, everyMs: 30_000 },
  // Guessers with many addresses share this one; a person who knows their passphrase still has dozens of tries a day.
  'guess-handle': { burst: 60, everyMs: 60_000 },
  // Each page that can sign in asks for one challenge.
  ceremony: { burst: 60, everyMs: 5000 },
  join: { burst: 10, everyMs: 360_000 },
  act: { burst: 120, everyMs: 500 },
  // By address for a guest, by account otherwise.
  report: { burst: 20, everyMs: 60_000 },
  upload: { burst: 40, everyMs: 60_000 },
  post: { burst: 40, everyMs: 60_000 },
  comment: { burst: 40, everyMs: 6000 },
  follow: { burst: 100, everyMs: 6000 },
  tie: { burst: 240, everyMs: 500 },
  // In its first day an account has no habit that these would break, and most floods come from accounts of an hour.
  'new-upload': { burst: 10, everyMs: 300_000 },
  'new-post': { burst: 10, everyMs: 300_000 },
  'new-comment': { burst: 10, everyMs: 30_000 },
  'new-follow': { burst: 30, everyMs: 30_000 },
  // A guest’s likes and saves come along at once.
  'new-tie': { burst: 120, everyMs: 2000 },
}

/** Which bucket an act is taken from. */
export const rateFor = (limit: Exclude<Limit, 'none'>, isNew: boolean): keyof Rates => {
  const flood = isNew ? floods.find(one => one === limit) : undefined
  return flood ? `new-${flood}` : limit
}

const keyLifeMs = 3_600_000
const mostBuckets = 200_000

export interface Limits {
  /** Takes one attempt; refuses `request.too-many` with the seconds to wait. */
  take(limit: keyof Rates, who: { address: string } | { account: string }): void
  /** Gives an attempt back: it succeeded, so it was no guess. */
  giveBack(limit: keyof Rates, who: { address: string } | { account: string }): void
}

export function openLimits(clock: Clock, rates: Rates): Limits {
  let key = randomBytes(32)
  let keyMadeAt = clock.now().getTime()
  const buckets = new Map<string, { left: number; at: number }>()

  const bucketOf = (limit: keyof Rates, who: { address: string } | { account: string }, now: number) => {
    if (now - keyMadeAt > keyLifeMs) {
      key = randomBytes(32)
      keyMadeAt = now
      buckets.clear()
    }
    const whose = 'address' in who ? prefixOf(who.address) : `account ${who.account}`
    const name = createHmac('sha256', key).update(`${limit} ${whose}`).digest('base64url')
    const { burst, everyMs } = rates[limit]
    const bucket = buckets.get(name) ?? { left: burst, at: now }
    bucket.left = Math.min(burst, bucket.left + (now - bucket.at) / everyMs)
    bucket.at = now
    // Least recently used first, so a crowd of new addresses pushes out each other and not who is being held back.
    buckets.delete(name)
    buckets.set(name, bucket)
    if (buckets.size > mostBuckets) buckets.delete(buckets.keys().next().value!)
    return bucket
  }
  return {
    take(limit, who) {
      const bucket = bucketOf(limit, who, clock.now().getTime())
      if (bucket.left < 1) {
        throw refuse('request.too-many', { seconds: Math.ceil(((1 - bucket.left) * rates[limit].everyMs) / 1000) })
      }
      bucket.left -= 1
    },
    giveBack(limit, who) {
      bucketOf(limit, who, clock.now().getTime()).left += 1
    },
  }
}

/** The part of an address that one subscriber holds: all of IPv4, the first 64 bits of IPv6. */
export function prefixOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(plain)) return plain
  if (!/^[0-9a-f:.]*:[0-9a-f:.]*$/i.test(plain)) return 'unknown'
  const [head = '', tail = ''] = plain.split('::')
  const left = head ? head.split(':') : []
  const right = tail ? tail.split(':') : []
  const groups = plain.includes('::')
    ? [...left, ...Array(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right]
    : left
  return groups
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':')
}
