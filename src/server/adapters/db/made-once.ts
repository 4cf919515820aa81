import type { Compilable, CompiledQuery, Kysely } from 'kysely'
import type { Schema } from './schema.ts'

type Database = Kysely<Schema>

/** Where a value goes. Kysely takes it for one. */
class Place {
  readonly name: PropertyKey
  constructor(name: PropertyKey) {
    this.name = name
  }
}

/**
 * A statement that is put together once and asked with other values ever after: of a large one, Kysely's part costs more than the
 * database's. `make` may pass `values` on, and not look at them.
 */
export function madeOnce<Values extends object, Row>(
  make: (on: Database, values: Values) => Compilable<Row>,
): (on: Database, values: Values) => Promise<Row[]> {
  let made: CompiledQuery<Row> | undefined
  const places = new Proxy({}, { get: (_, name) => new Place(name) }) as Values
  return async (on, values) => {
    made ??= make(on, places).compile()
    const parameters = made.parameters.map(one => (one instanceof Place ? values[one.name as keyof Values] : one))
    return (await on.executeQuery<Row>({ ...made, parameters })).rows
  }
}
