interface Policy {
  createScriptURL(url: string): string
}

const trusted = new Map<string, string>()

/** The address of a worker, as the shore's content policy lets a page name it: each of the policies there allows one address. */
export function scriptAddress(
  policy: 'onshore-worker' | 'onshore-proof' | 'onshore-interests',
  address: string,
): string {
  const { trustedTypes } = window as unknown as {
    trustedTypes?: { createPolicy(name: string, rules: Policy): Policy }
  }
  const check = (url: string) => {
    if (url !== address) throw new TypeError(`${url} is not the worker`)
    return url
  }
  const known =
    trusted.get(policy) ??
    trustedTypes?.createPolicy(policy, { createScriptURL: check }).createScriptURL(address) ??
    address
  trusted.set(policy, known)
  return known
}
