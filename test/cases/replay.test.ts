import { expect, it } from 'vitest';
import { FORGOTTEN_SERVER } from '../helpers/pipeline.ts';
import { replay } from './replay.ts';

const STORIES = [
  'pharmacy-supplier-2023',
  'screenconnect-setup-wizard-2024',
  'screenconnect-viewstate-2025',
  'screenconnect-machine-keys-2026',
  'screenconnect-june-2026',
  'screenconnect-rogue-clients-2026',
];

/** CALL: spoken, and a group is called. */
it('six stories of one product are told in six cases, each event once and nothing else', async () => {
  expect(await replay(STORIES, [FORGOTTEN_SERVER])).toEqual([
    '2023-11-10 C-1 CALL: First alert: this case is P1.',
    '2023-11-14 C-1 speak: A fix is published. ConnectWise reports it independently: "Statement on reports about a third-party pharmaceutical vendor".',
    '2024-01-22 C-1 speak: First warning by HC3: "HC3: Sector Alert - ScreenConnect Abuse".',
    '2024-01-24 C-1 silent: American Hospital Association reports it too, and adds nothing new.',
    '2024-01-25 C-1 silent: Clinic Security Daily reports it too, and adds nothing new.',
    '2024-02-19 C-2 speak: First alert: this case is P2.',
    '2024-02-20 C-2 CALL: Priority raised from P2 to P1. Canadian Centre for Cyber Security reports exploitation. First warning by Canadian Centre for Cyber Security: "AL24-004 Vulnerabilities impacting ConnectWise ScreenConnect".',
    '2024-02-21 C-2 speak: Example Research reports ransomware attacks. 1 indicator added (1 filename).',
    '2024-02-22 C-2 speak: CISA added CVE-2024-1709 to KEV.',
    '2024-02-23 C-2 silent: Clinic Security Daily reports it too, and adds nothing new.',
    '2025-04-24 C-3 speak: First alert: this case is P2.',
    '2025-04-25 C-3 speak: Hospital CERT reports it independently: "ConnectWise security advisory".',
    '2025-05-30 C-3 CALL: Priority raised from P2 to P1. Example Press reports that attacks are under way.',
    '2026-03-17 C-4 speak: First alert: this case is P2.',
    '2026-03-18 C-4 speak: Example Press reports it independently: "ConnectWise closes a critical hole around ScreenConnect\'s cryptographic keys".',
    '2026-04-28 C-2 speak: CISA added CVE-2024-1708 to KEV.',
    '2026-06-10 C-5 speak: First alert: this case is P2.',
    '2026-06-11 C-5 speak: Hospital CERT reports it independently: "ConnectWise security advisory".',
    '2026-09-03 C-6 CALL: First alert: this case is P1.',
    '2026-09-03 C-6 speak: ConnectWise reports it independently: "Advisory: disable the TransferFiles permission".',
    '2026-09-08 C-6 speak: ConnectWise reports exploitation. Also affected: ScreenConnect clients. The affected versions changed: ConnectWise ScreenConnect. A fix is published: ScreenConnect clients 26.6.5.',
    '2026-09-09 C-6 speak: First warning by Canadian Centre for Cyber Security: "AV26-903 ConnectWise security advisory".',
    '2026-09-11 C-6 speak: CISA added CVE-2026-84869 to KEV.',
  ]);
});
