import pg from 'pg'

/** Texts of statements that are prepared, and the names they have on every connection. */
const names = new Map<string, string>()
const mostNames = 300
/** A plan for “every column” is no plan any more once there is another one. */
const everyColumn = /^select (distinct )?\*|\.\*/

/**
 * A connection that prepares what it is asked to read: a statement is parsed and planned once on each connection, which is half of
 * what a small one costs. Only reads with a fixed text; a list is one parameter. (PostgreSQL, extended query protocol.)
 */
export class PreparingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: the driver's own overloads, passed on as they come.
  override query(...args: any[]): any {
    const [text, values] = args
    const isRead = typeof text === 'string' && text.startsWith('select') && !everyColumn.test(text)
    if (isRead && Array.isArray(values) && values.length > 0) {
      let name = names.get(text)
      if (name === undefined && names.size < mostNames) {
        name = `onshore_${names.size}`
        names.set(text, name)
      }
      if (name !== undefined) args.splice(0, 2, { name, text, values })
    }
    return (super.query as (...given: unknown[]) => unknown)(...args)
  }
}
