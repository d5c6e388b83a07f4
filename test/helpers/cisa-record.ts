/** A CVE record to which CISA added its reading of the flaw, in the spelling of one of its values. */
export function aCisaRecord(cve: string, exploitation: string, more: { readonly metrics?: readonly object[] } = {}) {
  const options = [{ Exploitation: exploitation }, { Automatable: 'No' }, { 'Technical Impact': 'total' }];
  const content = { id: cve, role: 'CISA Coordinator', options, version: '2.0.3', timestamp: '2030-01-01T10:00:00.5Z' };
  return {
    dataType: 'CVE_RECORD',
    dataVersion: '5.1',
    cveMetadata: { cveId: cve, state: 'PUBLISHED' },
    containers: {
      cna: { descriptions: [{ lang: 'en', value: 'A flaw in Example Gateway lets attackers in.' }] },
      adp: [
        { title: 'CVE Program Container', metrics: [{ other: { type: 'ssvc', content: { options: [] } } }] },
        { title: 'CISA ADP Vulnrichment', metrics: [{ other: { type: 'ssvc', content } }, ...(more.metrics ?? [])] },
      ],
    },
  };
}
