/** A disk that fails once: the n-th act that changes the folder ends with an error of the system, at its place in the product's own code. */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

export interface FaultyDisk extends Disposable {
  /** Acts since the disk was armed. */
  readonly acts: number
  /** What failed: the act, and in which part of the folder. Null while nothing has. */
  readonly hit: string | null
  /** Lets the n-th act from now on fail, counted from 1; 0 only counts. */
  arm(nth: number, code: 'EIO' | 'ENOSPC'): void
}

const acting = ['writeFile', 'rename', 'mkdir', 'mkdtemp', 'copyFile', 'rm', 'unlink', 'open'] as const

/** Stands between this process and the system for what changes `folder`, until it goes out of scope. */
export function faultyDisk(folder: string): FaultyDisk {
  const real = { ...fs.promises }
  const { createWriteStream, write } = fs
  const state = { acts: 0, nth: 0, code: 'EIO', hit: null as string | null }
  const fault = (act: string, path: unknown): Error | null => {
    if (!String(path).startsWith(folder)) return null
    state.acts++
    if (state.acts !== state.nth) return null
    state.hit = `${act} in ${String(path).slice(folder.length).split('/')[1]}`
    const said = state.code === 'EIO' ? 'i/o error' : 'no space left on device'
    return Object.assign(new Error(`${state.code}: ${said}, ${act} '${path}'`), { code: state.code, syscall: act })
  }
  const failing = (act: string, path: unknown): void => {
    const error = fault(act, path)
    if (error) throw error
  }
  for (const name of acting) {
    // biome-ignore lint/suspicious/noExplicitAny: one wrapper for acts of many shapes.
    const act = real[name] as (...given: any[]) => Promise<any>
    Object.assign(fs.promises, {
      [name]: async (path: unknown, ...rest: unknown[]) => {
        if (name !== 'open') failing(name, path)
        const made = await act(path, ...rest)
        if (name === 'open') {
          const { sync } = made
          made.sync = async () => {
            failing('sync', path)
            return sync.call(made)
          }
        }
        return made
      },
    })
  }
  fs.createWriteStream = ((path: string, options: object) =>
    createWriteStream(path, {
      ...(typeof options === 'object' ? options : {}),
      fs: {
        open: fs.open,
        close: fs.close,
        write(...given: Parameters<typeof write>) {
          const done = given.at(-1) as unknown as (error: Error | null, bytes?: number) => void
          const error = fault('write', path)
          // The system never answers at once, and a stream that is answered at once writes on.
          if (error) setImmediate(done, error)
          else (write as (...all: unknown[]) => void)(...given)
        },
      },
    } as never)) as typeof createWriteStream
  syncBuiltinESMExports()
  return {
    get acts() {
      return state.acts
    },
    get hit() {
      return state.hit
    },
    arm(nth, code) {
      Object.assign(state, { acts: 0, nth, code, hit: null })
    },
    [Symbol.dispose]() {
      Object.assign(fs.promises, real)
      fs.createWriteStream = createWriteStream
      syncBuiltinESMExports()
    },
  }
}
