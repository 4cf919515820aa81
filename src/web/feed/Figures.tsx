import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { deck } from '../player/deck.ts'
import { stats, throughput } from '../player/meter.ts'
import { useWords } from '../shell/words.ts'
import { Icon } from '../ui/Icon.tsx'
import css from './sheets.module.css'

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)]
const ninetyFifth = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * 0.95))]

/** What the player measured of itself on this device, twice a second. */
export function Figures({ onClose }: { onClose(): void }) {
  const { say, language } = useWords()
  const tick = useSignal(0)
  useEffect(() => {
    const timer = setInterval(() => tick.value++, 500)
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && onClose()
    document.addEventListener('keydown', onKey)
    return () => {
      clearInterval(timer)
      document.removeEventListener('keydown', onKey)
    }
  }, [])
  void tick.value
  const { rendition, buffered, ahead, load } = deck.facts
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 })
  const fine = new Intl.NumberFormat(language, { maximumFractionDigits: 1, minimumFractionDigits: 1 })
  const fetched = stats.fetchedBytes + load.reduce((sum, one) => sum + (one.fetched * one.bitsPerSecond) / 8, 0)
  const watched =
    stats.watchedBytes +
    load.reduce((sum, one) => sum + (Math.min(one.watched, one.fetched) * one.bitsPerSecond) / 8, 0)
  const rate = throughput()
  const facts = {
    throughput: rate === null ? '–' : say('figures.mbit', { n: fine.format(rate / 1e6) }),
    rendition: rendition
      ? `${rendition.width}×${rendition.height}, ${say('figures.mbit', { n: fine.format(rendition.bitsPerSecond / 1e6) })}`
      : '–',
    buffered: buffered === Infinity ? say('figures.all') : say('figures.seconds', { n: fine.format(buffered) }),
    ahead: whole.format(ahead),
    last: stats.swipes.length > 0 ? say('figures.ms', { n: whole.format(stats.swipes.at(-1)!) }) : '–',
    half:
      stats.swipes.length > 0
        ? say('figures.halfOf', {
            half: whole.format(median(stats.swipes)!),
            most: whole.format(ninetyFifth(stats.swipes)!),
            n: stats.swipes.length,
          })
        : '–',
    stalls: whole.format(stats.stalls),
    fetched: say('figures.mb', { n: fine.format(fetched / 1e6) }),
    unwatched: say('figures.mb', { n: fine.format(Math.max(0, fetched - watched) / 1e6) }),
  }
  return (
    <section class={css.figures} aria-label={say('figures.title')}>
      <button type="button" aria-label={say('sheet.close')} onClick={onClose}>
        <Icon name="x" />
      </button>
      <dl>
        {Object.entries(facts).map(([name, fact]) => (
          <div key={name}>
            <dt>{say(`figures.${name}`)}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
      <p>{say('figures.note')}</p>
    </section>
  )
}
