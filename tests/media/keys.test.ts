import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type KeyFiles, openKeyFiles } from '../../src/server/adapters/keys/index.ts'
import { bringKeys, makeShares, openByShares, openVault, readSavedKeys, saveKeys } from '../../src/server/keys/index.ts'

const clock = { now: () => new Date() }
const folders: string[] = []
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'onshore-vault-'))
  folders.push(made)
  return made
}
afterEach(() => {
  for (const one of folders.splice(0)) rmSync(one, { recursive: true, force: true })
})
const [alice, bob] = [randomUUID(), randomUUID()]
const column = 'collections.name'

/** Files that end a process in the middle: the call number `at` throws, and every one after it. */
function dying(files: KeyFiles, at: number): KeyFiles {
  let n = 0
  const isPut = /^(put|add|move|remove)/
  return new Proxy(files, {
    get(target, name: keyof KeyFiles) {
      const value = target[name]
      if (typeof value !== 'function' || !isPut.test(String(name))) return value
      return (...args: never[]) => {
        if (n++ >= at) throw new Error('killed')
        return (value as (...all: never[]) => unknown)(...args)
      }
    },
  })
}

describe('the vault', () => {
  it('opens what it sealed to the same account and column, and to no other', () => {
    const vault = openVault(openKeyFiles(folder()))
    const [sealed, other] = vault.seal(alice, column, ['summer', 'été à la mer 🐚'])
    expect(vault.open(alice, column, [sealed!, other!])).toEqual(['summer', 'été à la mer 🐚'])
    expect(vault.open(bob, column, [sealed!])).toEqual([null])
    vault.seal(bob, column, ['mine'])
    expect(vault.open(bob, column, [sealed!])).toEqual([null])
    expect(vault.open(alice, 'tokens.name', [sealed!])).toEqual([null])
    expect(
      vault.open(alice, column, [sealed!.replace(/..$/, end => (end === 'AA' ? 'BA' : 'AA')), 'k1.', 'k1.AAAA']),
    ).toEqual([null, null, null])
  })

  it('makes equal words look equal only where they have to be found again', () => {
    const vault = openVault(openKeyFiles(folder()))
    const [a, b] = vault.seal(alice, column, ['same', 'same'])
    expect(a).not.toBe(b)
    const [c, d] = vault.seal(alice, 'muted.what', ['same', 'same'])
    expect(c).toBe(d)
    expect(vault.seal(bob, 'muted.what', ['same'])).not.toEqual([c])
    expect(vault.seal(alice, 'followed_tags.tag', ['same'])).not.toEqual([c])
  })

  it('reads what was written before there were keys, and leaves nothing as nothing', () => {
    const vault = openVault(openKeyFiles(folder()))
    expect(vault.open(alice, column, ['written in clear', ''])).toEqual(['written in clear', ''])
    expect(vault.seal(alice, column, [''])).toEqual([''])
  })

  it('keeps no key of an account in clear', () => {
    const at = folder()
    const vault = openVault(openKeyFiles(at))
    const [sealed] = vault.seal(alice, column, ['summer'])
    // Nothing in the folder but the shore’s key opens it: without that one, the rest is of no use.
    rmSync(join(at, 'shore.key'))
    expect(() => openVault(openKeyFiles(at)).open(alice, column, [sealed!])).toThrow('key is not here')
    expect(() => openVault(openKeyFiles(at)).seal(alice, column, ['more'])).toThrow('key is not here')
  })

  it('destroys a key for good: what was sealed under it opens no more, and no new one takes its place', () => {
    const at = folder()
    const vault = openVault(openKeyFiles(at))
    const [mine] = vault.seal(alice, column, ['summer'])
    const [theirs] = vault.seal(bob, column, ['winter'])
    const wrapped = readFileSync(join(at, 'accounts', alice.slice(-2), alice)).toString('hex')
    vault.destroy(alice, new Date())
    vault.destroy(alice, new Date())
    expect(vault.open(alice, column, [mine!])).toEqual([null])
    expect(vault.open(bob, column, [theirs!])).toEqual(['winter'])
    expect(() => vault.seal(alice, column, ['again'])).toThrow('destroyed')
    const left = readdirSync(at, { recursive: true, withFileTypes: true })
      .filter(one => one.isFile())
      .map(one => readFileSync(join(one.parentPath, one.name)).toString('hex'))
    expect(left.filter(text => text.includes(wrapped.slice(0, 40)))).toEqual([])
    expect(JSON.stringify(readdirSync(at, { recursive: true }))).not.toContain(alice)
  })

  it('loses one account with its key, and nothing else', () => {
    const at = folder()
    const files = openKeyFiles(at)
    const vault = openVault(files)
    const [mine] = vault.seal(alice, column, ['summer'])
    const [theirs] = vault.seal(bob, column, ['winter'])
    rmSync(join(at, 'accounts', alice.slice(-2), alice))
    expect(vault.open(alice, column, [mine!])).toEqual([null])
    const [since] = vault.seal(alice, column, ['autumn'])
    expect(vault.open(alice, column, [mine!, since!])).toEqual([null, 'autumn'])
    expect(vault.open(bob, column, [theirs!])).toEqual(['winter'])
  })

  it('takes a new key of the shore, cut off at every step, and opens everything all the while', () => {
    const people = Array.from({ length: 4 }, () => randomUUID())
    for (let at = 0; ; at++) {
      const where = folder()
      const files = openKeyFiles(where)
      const sealed = people.map(id => openVault(files).seal(id, column, [`of ${id}`])[0]!)
      const before = files.shoreKey('shore.key')!
      let isCut = false
      try {
        openVault(dying(files, at)).rotate()
      } catch (error) {
        isCut = true
        expect(String(error)).toContain('killed')
      }
      const opens = () => people.map((id, n) => openVault(openKeyFiles(where)).open(id, column, [sealed[n]!])[0])
      expect(opens()).toEqual(people.map(id => `of ${id}`))
      const [meanwhile] = openVault(openKeyFiles(where)).seal(people[0]!, column, ['meanwhile'])
      openVault(openKeyFiles(where)).goOn()
      expect(opens()).toEqual(people.map(id => `of ${id}`))
      expect(openVault(openKeyFiles(where)).open(people[0]!, column, [meanwhile!])).toEqual(['meanwhile'])
      expect(files.shoreKey('shore.key.new')).toBeNull()
      expect(files.shoreKey('shore.key.old')).toBeNull()
      // The first step that is cut off is the making of the new key: then there is none.
      expect(files.shoreKey('shore.key')!.equals(before)).toBe(at === 0)
      if (!isCut) break
      expect(at).toBeLessThan(50)
    }
  })

  it('gives the shore’s key back from any two of three shares, and from fewer nothing', async () => {
    const at = folder()
    const files = openKeyFiles(at)
    const vault = openVault(files)
    const [sealed] = vault.seal(alice, column, ['summer'])
    const shares = await makeShares(files, { need: 2, of: 3 }, clock)
    expect(vault.status().shares).toMatchObject({ need: 2, of: 3, isCurrent: true })
    rmSync(join(at, 'shore.key'))
    expect(vault.status().isLocked).toBe(true)
    await expect(openByShares(files, [shares[0]!])).rejects.toThrow('Needed are 2')
    await expect(openByShares(files, [shares[0]!, shares[0]!])).rejects.toThrow('Needed are 2')
    const mistyped = shares[1]!.replace(/.$/, last => (last === '0' ? '1' : '0'))
    await expect(openByShares(files, [shares[0]!, mistyped])).rejects.toThrow('Share 2')
    await expect(openByShares(files, ['', 'hello'])).rejects.toThrow('Share 1')
    for (const pair of [
      [0, 1],
      [0, 2],
      [2, 1],
    ]) {
      rmSync(join(at, 'shore.key'), { force: true })
      await openByShares(
        files,
        pair.map(n => ` ${shares[n]}\n`),
      )
      expect(vault.open(alice, column, [sealed!])).toEqual(['summer'])
    }
    vault.rotate()
    expect(vault.status().shares).toMatchObject({ isCurrent: false })
    // Shares of a former key do not take the place of the one that is here.
    await expect(openByShares(files, shares)).rejects.toThrow('has its key already')
    for (const how of [
      { need: 1, of: 3 },
      { need: 4, of: 3 },
      { need: 2, of: 17 },
      { need: Number.NaN, of: 3 },
    ])
      await expect(makeShares(files, how, clock)).rejects.toThrow('2 to 16')
  })

  it('saves the keys of accounts for another machine, where what was destroyed stays so', async () => {
    const [here, there] = [folder(), folder()]
    const files = openKeyFiles(here)
    const vault = openVault(files)
    const [mine] = vault.seal(alice, column, ['summer'])
    const [theirs] = vault.seal(bob, column, ['winter'])
    vault.destroy(bob, new Date())
    const shares = await makeShares(files, { need: 2, of: 2 }, clock)
    const file = join(folder(), 'saved.keys')
    expect(saveKeys(files, file, clock)).toEqual({ keys: 1 })
    const other = openKeyFiles(there)
    bringKeys(other, readSavedKeys(file))
    expect(() => openVault(other).open(alice, column, [mine!])).toThrow('key is not here')
    await openByShares(other, shares)
    expect(openVault(other).open(alice, column, [mine!])).toEqual(['summer'])
    expect(openVault(other).open(bob, column, [theirs!])).toEqual([null])
    expect(() => openVault(other).seal(bob, column, ['again'])).toThrow('destroyed')
    writeFileSync(file, readFileSync(file, 'utf8').replace('"at":"2', '"at":"1'))
    expect(() => readSavedKeys(file)).toThrow('not a file of keys')
  })
})
