import { wantsLetterKeys } from '../shell/device.ts'
import { usePage } from '../shell/state.ts'
import { useWords } from '../shell/words.ts'
import { Sheet } from '../ui/Sheet.tsx'
import { actTable } from './acts.ts'
import css from './sheets.module.css'

const gestures = ['swipe', 'tap', 'doubleTap', 'hold', 'holdEdge', 'pull'] as const

const symbols: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: '⇞',
  PageDown: '⇟',
}

/** Every key and every gesture, from the table that the keyboard obeys. */
export function Help({ onClose }: { onClose(): void }) {
  const { say } = useWords()
  const mayAct = !usePage().network
  const named = ['Home', 'End', ' ', 'PageUp', 'PageDown', 'Control']
  const keyName = (key: string) =>
    key
      .split('+')
      .map(part =>
        named.includes(part) ? say(`key.${part.trim() || 'Space'}`) : (symbols[part] ?? part.toUpperCase()),
      )
      .join(' + ')
  return (
    <Sheet title={say('help.title')} closeLabel={say('sheet.close')} onClose={onClose}>
      <label class={css.row}>
        <span>{say('help.letters')}</span>
        <input
          type="checkbox"
          checked={wantsLetterKeys.value}
          onChange={event => (wantsLetterKeys.value = event.currentTarget.checked)}
        />
      </label>
      <table class={css.keys}>
        <caption class="only-spoken">{say('help.keys')}</caption>
        <tbody>
          {actTable
            .filter(({ act }) => mayAct || (act !== 'like' && act !== 'save'))
            .map(({ act, keys }) => (
              <tr key={act}>
                <th scope="row">{say(`act.${act}`)}</th>
                <td>
                  {keys.map(key => (
                    <kbd key={key}>{keyName(key)}</kbd>
                  ))}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
      <table class={css.keys}>
        <caption>{say('help.gestures')}</caption>
        <tbody>
          {gestures
            .filter(gesture => mayAct || gesture !== 'doubleTap')
            .map(gesture => (
              <tr key={gesture}>
                <th scope="row">{say(`gesture.${gesture}`)}</th>
                <td>{say(`gesture.${gesture}.does`)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </Sheet>
  )
}
