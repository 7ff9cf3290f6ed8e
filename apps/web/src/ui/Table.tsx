import type { ReactNode } from 'react';
import styles from './Table.module.css';

export interface Column<Row> {
  key: string;
  title: string;
  cell(row: Row): ReactNode;
  /** Numbers line up at the end of the line. */
  numeric?: boolean;
  /** Keeps names from breaking at every word. */
  wide?: boolean;
  /** Says whose row it is: heard with every other cell. */
  heads?: boolean;
}

interface TableProps<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string;
}

/** A sober table to read. It scrolls sideways inside itself, and the keyboard can reach that. */
export function Table<Row>({ caption, columns, rows, keyOf }: TableProps<Row>) {
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={caption}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" data-numeric={column.numeric ?? false}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => {
                const Cell = column.heads ? 'th' : 'td';
                return (
                  <Cell
                    key={column.key}
                    {...(column.heads ? { scope: 'row' } : {})}
                    data-numeric={column.numeric ?? false}
                    data-wide={column.wide ?? false}
                  >
                    {column.cell(row)}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
