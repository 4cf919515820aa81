import type { ComponentChildren } from 'preact'
import css from './statistics.module.css'

/** A table that may be wider than the screen: it scrolls by itself, by keys as well. */
export function Table({ label, names, children }: { label: string; names: string[]; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
    <section class={css.scroll} tabIndex={0} aria-label={label}>
      <table class={css.table}>
        <thead>
          <tr>
            {names.map(name => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  )
}
