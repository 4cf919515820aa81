/**
 * Everything a person can do to the clip on the screen, with its keys: the one table. The keyboard obeys it, the help shows it,
 * and a test walks it. Keys are `KeyboardEvent.key`; letters are matched in either case.
 */
export const actTable = [
  { act: 'next', keys: ['ArrowDown', 'j', 'PageDown'] },
  { act: 'previous', keys: ['ArrowUp', 'k', 'PageUp'] },
  { act: 'first', keys: ['Home'] },
  { act: 'last', keys: ['End'] },
  { act: 'toggle', keys: [' '] },
  { act: 'back', keys: ['ArrowLeft'] },
  { act: 'forward', keys: ['ArrowRight'] },
  { act: 'slower', keys: ['<'] },
  { act: 'faster', keys: ['>'] },
  { act: 'mute', keys: ['m'] },
  { act: 'captions', keys: ['t'] },
  { act: 'transcript', keys: ['r'] },
  { act: 'like', keys: ['l'] },
  { act: 'comments', keys: ['c'] },
  { act: 'save', keys: ['s'] },
  { act: 'share', keys: ['e'] },
  { act: 'fullscreen', keys: ['f'] },
  { act: 'picture', keys: ['p'] },
  { act: 'menu', keys: ['o'] },
  { act: 'figures', keys: ['d'] },
  { act: 'help', keys: ['?'] },
  { act: 'leaveBefore', keys: ['Control+Home'] },
  { act: 'leaveAfter', keys: ['Control+End'] },
] as const

export type Act = (typeof actTable)[number]['act']
export type Acts = Record<Act, () => void>

const byKey = new Map<string, Act>(actTable.flatMap(({ act, keys }) => keys.map(key => [key, act] as const)))

/** A single character is a key that someone may switch off; the space bar and the named keys are not. */
const isLetter = (key: string) => key.length === 1 && key !== ' '

/** The feed's keys. They are left alone while somebody types, moves a slider, has a sheet open, or holds a modifier. */
export function keysOf(acts: () => Acts, wantsLetters: () => boolean): (event: KeyboardEvent) => void {
  return event => {
    if (event.metaKey || event.altKey || event.defaultPrevented) return
    const key = `${event.ctrlKey ? 'Control+' : ''}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`
    const act = byKey.get(key)
    if (!act || (isLetter(event.key) && !wantsLetters())) return
    const target = event.target as HTMLElement
    // Until the next frame the focus is still in a sheet that was closed: nobody types there any more.
    if (!target.closest('dialog:not([open])')) {
      if (target.closest('input, textarea, select, [contenteditable], dialog')) return
      // A button answers to the space bar itself.
      if (event.key === ' ' && target.closest('button, a, summary')) return
    }
    event.preventDefault()
    acts()[act]()
  }
}
