// The only script of the page: a search field above long tables. Without it every row is there. It makes elements and sets text; it
// never writes markup, and it reads nothing but the table. The policy of the page names it by its digest.

export const SCRIPT = `
'use strict';
document.querySelectorAll('[data-search]').forEach(function (box) {
  var rows = Array.from(box.querySelectorAll('tbody tr'));
  if (rows.length < 8) return;
  var label = document.createElement('label');
  var input = document.createElement('input');
  var told = document.createElement('p');
  label.textContent = box.getAttribute('data-search');
  label.className = 'search';
  input.type = 'search';
  input.id = box.id + '-search';
  input.autocomplete = 'off';
  input.spellcheck = false;
  label.append(input);
  told.className = 'about';
  told.id = box.id + '-search-told';
  told.setAttribute('role', 'status');
  box.before(label, told);
  var texts = rows.map(function (row) {
    var whole = Array.from(row.querySelectorAll('[title]'), function (one) { return one.title; });
    return (row.textContent + ' ' + whole.join(' ')).toLowerCase();
  });
  input.addEventListener('input', function () {
    var words = input.value.toLowerCase().split(' ').filter(Boolean);
    var shown = 0;
    rows.forEach(function (row, i) {
      var hit = words.every(function (word) { return texts[i].includes(word); });
      row.hidden = !hit;
      if (hit) shown += 1;
    });
    told.textContent = words.length === 0 ? '' : shown + ' of ' + rows.length + ' rows';
  });
});
`;
