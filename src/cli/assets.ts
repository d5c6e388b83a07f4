import { Command } from 'commander';
import { explainAssetCommand } from './asset-explain.ts';
import { addCommand, editCommand, removeCommand } from './assets-edit.ts';
import { historyCommand, undoCommand } from './assets-history.ts';
import { importCommand } from './assets-import.ts';
import { exportCommand, findCommand, listCommand, staleCommand } from './assets-list.ts';
import { rematchCommand } from './assets-rematch.ts';

/** `wardwatch assets …`: the inventory that advisories are matched against. */
export function assetsCommand(): Command {
  return new Command('assets')
    .description('The inventory that advisories are matched against')
    .addCommand(importCommand())
    .addCommand(addCommand())
    .addCommand(editCommand())
    .addCommand(removeCommand())
    .addCommand(historyCommand())
    .addCommand(undoCommand())
    .addCommand(rematchCommand())
    .addCommand(staleCommand())
    .addCommand(listCommand())
    .addCommand(findCommand())
    .addCommand(exportCommand())
    .addCommand(explainAssetCommand());
}
