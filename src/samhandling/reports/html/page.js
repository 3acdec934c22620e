"use strict";
(function () {
  // Narrow a table or a list of cards to what is chosen and searched for; without this script everything is shown.
  document.querySelectorAll("form.filter").forEach(function (form) {
    var holder = document.getElementById(form.dataset.for);
    var table = holder.tagName === "TABLE";
    var rows = Array.from(holder.querySelectorAll(table ? "tbody > tr:not(.group)" : ":scope > li"));
    var bunches = table ? Array.from(holder.tBodies) : [];
    var texts = rows.map(function (row) {
      var group = table && row.parentNode.querySelector(".group");
      return ((group ? group.textContent + " " : "") + row.textContent).toLowerCase();
    });
    var chosen = rows.map(function (row) { return (row.dataset.f || "").split(" "); });
    var selects = Array.from(form.querySelectorAll("select"));
    var search = form.querySelector("input");
    var status = form.querySelector("[role=status]");
    function narrow() {
      var words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      var shown = 0;
      rows.forEach(function (row, at) {
        var fits = selects.every(function (select, number) {
          return select.value === "" || select.value === chosen[at][number];
        }) && words.every(function (word) { return texts[at].includes(word); });
        row.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      bunches.forEach(function (bunch) {
        bunch.hidden = !bunch.querySelector("tr:not(.group):not([hidden])");
      });
      status.textContent = status.dataset.said.replace("{shown}", shown).replace("{all}", rows.length);
    }
    form.addEventListener("input", narrow);
    form.addEventListener("change", narrow);
    form.addEventListener("reset", function () { setTimeout(narrow); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.hidden = false;
    narrow();
    // A link must lead to its row even when the row was filtered away.
    function reveal() {
      var aim = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (aim && aim.hidden && rows.includes(aim)) {
        form.reset();
        narrow();
        aim.scrollIntoView();
      }
    }
    window.addEventListener("hashchange", reveal);
    document.addEventListener("click", function (event) {
      var link = event.target.closest && event.target.closest("a[href^='#']");
      if (link) { setTimeout(reveal); }
    });
  });
  // What does not scroll needs no stop of the keyboard.
  var holders = Array.from(document.querySelectorAll(".scroll"));
  function stops() {
    holders.forEach(function (holder) {
      if (holder.scrollWidth > holder.clientWidth + 1) {
        holder.setAttribute("tabindex", "0");
      } else {
        holder.removeAttribute("tabindex");
      }
    });
  }
  stops();
  window.addEventListener("resize", stops);
  document.addEventListener("change", stops);
})();
