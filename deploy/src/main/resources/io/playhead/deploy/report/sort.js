// Sorts a table when one of its headings is pressed. All text stays where it is: rows move, nothing is written.
'use strict';

{
  const words = new Intl.Collator('en', { numeric: true });

  function sort(head) {
    const table = head.closest('table');
    const isText = head.dataset.kind === 'text';
    const before = head.getAttribute('aria-sort');
    // Words from A, numbers from the largest; the second press turns it round.
    const isAscending = before === null ? isText : before === 'descending';
    for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', isAscending ? 'ascending' : 'descending');

    const rows = [...table.tBodies[0].rows].map((row) => ({ row, key: keyOf(row.cells[head.cellIndex], isText) }));
    const compare = isText ? words.compare : (a, b) => a - b;
    rows.sort((a, b) => {
      if (a.key === null || b.key === null) return (a.key === null) - (b.key === null); // none is always last
      return isAscending ? compare(a.key, b.key) : compare(b.key, a.key);
    });
    table.tBodies[0].append(...rows.map(({ row }) => row));
  }

  function keyOf(cell, isText) {
    if (isText) return cell.classList.contains('none') ? null : cell.textContent;
    return cell.dataset.value === undefined ? null : Number(cell.dataset.value);
  }

  document.addEventListener('click', (event) => {
    const button = event.target.closest('thead button');
    if (button !== null) sort(button.parentElement);
  });
}
