import { searchLengths, searchOrders } from '../../core/wire/finding.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Icon } from '../ui/Icon.tsx'
import type { Asked } from './asked.ts'
import css from './finding.module.css'

const languages = ['en', 'fr'] as const

/** Ways to narrow a search for clips. Each takes effect at once. */
export function Filters({ asked, onChange }: { asked: Asked; onChange(change: Partial<Asked>): void }) {
  const { say, language } = useWords()
  const names = new Intl.DisplayNames(language, { type: 'language' })
  return (
    <fieldset class={css.filters} aria-label={say('search.filters')}>
      <label>
        <span>{say('search.order')}</span>
        <select
          value={asked.order}
          onChange={event =>
            onChange({ order: searchOrders.find(order => order === event.currentTarget.value) ?? 'best' })
          }
        >
          <option value="best">{say('search.order.best')}</option>
          <option value="newest">{say('search.order.newest')}</option>
        </select>
      </label>
      <label>
        <span>{say('search.length')}</span>
        <select
          value={asked.length ?? ''}
          onChange={event => onChange({ length: searchLengths.find(length => length === event.currentTarget.value) })}
        >
          <option value="">{say('search.any')}</option>
          {searchLengths.map(length => (
            <option key={length} value={length}>
              {say(`search.length.${length}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{say('search.language')}</span>
        <select
          value={asked.language ?? ''}
          onChange={event => onChange({ language: event.currentTarget.value || undefined })}
        >
          <option value="">{say('search.any')}</option>
          {[...new Set([...languages, ...(asked.language ? [asked.language] : [])])].map(one => (
            <option key={one} value={one}>
              {names.of(one)}
            </option>
          ))}
        </select>
      </label>
      <label class={shell.choice}>
        <input
          type="checkbox"
          checked={asked.captioned === 'true'}
          onChange={event => onChange({ captioned: event.currentTarget.checked ? 'true' : undefined })}
        />
        <Icon name="captions" />
        {say('search.captioned')}
      </label>
    </fieldset>
  )
}
