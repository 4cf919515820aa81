import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import type { Change, Known } from './asking.ts'
import css from './interests.module.css'

/** What clips here are about, to begin with. Nobody has to pick; what is picked fades as the device learns. */
export function Tiles({ known, onChange }: { known: Known; onChange(change: Change): void }) {
  const { say } = useWords()
  const picked = new Set(known.picks.map(({ key }) => key))
  const gone = known.picks.filter(({ key }) => !known.tiles.some(tile => tile.key === key))
  if (known.tiles.length + gone.length === 0) return null
  return (
    <section class={shell.section}>
      <h2>{say('interests.picks')}</h2>
      <p class={css.quiet}>{say('interests.picksMean')}</p>
      <fieldset class={css.tiles}>
        <legend class="only-spoken">{say('interests.picks')}</legend>
        {[...known.tiles, ...gone.map(pick => ({ ...pick, clips: 0, features: [] }))].map(tile => (
          <button
            type="button"
            class={css.tile}
            key={tile.key}
            aria-pressed={picked.has(tile.key)}
            onClick={() =>
              onChange(
                picked.has(tile.key)
                  ? { do: 'forget-pick', key: tile.key }
                  : { do: 'pick', key: tile.key, words: tile.words, features: tile.features },
              )
            }
          >
            {tile.words}
          </button>
        ))}
      </fieldset>
    </section>
  )
}
