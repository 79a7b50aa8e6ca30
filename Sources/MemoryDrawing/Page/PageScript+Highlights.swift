extension PageScript {
  /// What is lit and explained: what the pointer or the focus is on, or else the row that the address names.
  static let highlights = #"""
      // What is lit: what the pointer or the focus is on, or else the row that the address names.
      let pinned = null, litStretches = [], litRows = [];
      const light = (range, only) => {
        for (const element of [...litStretches, ...litRows]) element.classList.remove('lit');
        litStretches = range ? stretches.slice(range.first, range.end) : [];
        litRows = only ? [only] : range
          ? rows.filter(row => row.first < range.end && range.first < row.end).map(row => row.element) : [];
        for (const element of [...litStretches, ...litRows]) element.classList.add('lit');
      };
      const rest = () => light(pinned, pinned && pinned.element);
      const hide = () => { tip.hidden = true; };
      const explain = (index, x, y) => {
        const name = document.createElement('b');
        name.textContent = words[index].title;
        tip.replaceChildren(name, ...words[index].lines.map(line => {
          const paragraph = document.createElement('p');
          paragraph.textContent = line;
          return paragraph;
        }));
        tip.hidden = false;
        const right = innerWidth - tip.offsetWidth - 8, below = innerHeight - tip.offsetHeight - 8;
        tip.style.left = Math.max(8, Math.min(x + 16, right)) + 'px';
        tip.style.top = Math.max(8, y + 18 > below ? y - tip.offsetHeight - 12 : y + 18) + 'px';
      };
      stretches.forEach((element, index) => {
        const own = { first: index, end: index + 1 };
        const come = event => { light(own); explain(index, event.clientX, event.clientY); };
        element.addEventListener('pointerenter', come);
        element.addEventListener('pointermove', event => { if (!drag) explain(index, event.clientX, event.clientY); });
        element.addEventListener('pointerleave', () => { hide(); rest(); });
        element.addEventListener('click', come);
        element.setAttribute('tabindex', '-1');
        element.addEventListener('focus', () => {
          reveal(own);
          light(own);
          const box = element.querySelector('.bar').getBoundingClientRect();
          explain(index, box.left, Math.min(box.bottom, innerHeight - 40) - 10);
        });
        element.addEventListener('blur', () => { hide(); rest(); });
      });
      for (const row of rows) {
        row.element.addEventListener('pointerenter', () => light(row, row.element));
        row.element.addEventListener('pointerleave', rest);
        row.element.addEventListener('focusin', () => { light(row, row.element); reveal(row); });
        row.element.addEventListener('focusout', rest);
        row.element.addEventListener('click', () => reveal(row));
      }
      const follow = () => {
        const name = decodeURIComponent(location.hash.slice(1));
        if (pinned) pinned.element.classList.remove('pinned');
        pinned = rows.find(row => row.element.id === name) || null;
        if (pinned) {
          const folded = pinned.element.closest('details');
          if (folded) folded.open = true;
          pinned.element.classList.add('pinned');
          reveal(pinned);
        }
        rest();
      };


    """#
}
