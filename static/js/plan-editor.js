/* The editor of a section's text. Without it the box shows the HTML, and works. */
import {
  Blockquote,
  Bold,
  BulletList,
  Document,
  Dropcursor,
  Editor,
  Extension,
  Gapcursor,
  HardBreak,
  History,
  Italic,
  Link,
  ListItem,
  Menu,
  OrderedList,
  Paragraph,
  Plugin,
  Subscript,
  Superscript,
  Table,
  TableCell,
  TableHeader,
  TableRow,
  Text,
  crel,
  initializeEditors,
} from "django-prose-editor/editor";

const MARK = "data-django-prose-editor-plan";
// What `beredskab.plan.cleaning` lets through; anything else never becomes a link.
const REST = "[^\\x00-\\x1f\\x7f-\\x9f<>\"`\\\\{}]";
const HREF = new RegExp(`^(?:(?:https://|mailto:|tel:)${REST}+|#[\\w-]+|/(?!/)${REST}*)$`, "i");
const GROUPS = [
  ["bold", "italic"],
  ["bulletList", "orderedList", "blockquote"],
  ["link", "unlink"],
  [
    "table",
    "table:addColumnAfter",
    "table:deleteColumn",
    "table:addRowAfter",
    "table:deleteRow",
    "table:toggleHeaderCell",
    "table:deleteTable",
  ],
  ["history:undo", "history:redo"],
];
const TOGGLES = new Set(["bold", "italic", "bulletList", "orderedList", "blockquote", "link"]);

// -- What the text may hold: no more than what is kept when it is cleaned. ------------------------
const askForLink = (editor) => {
  const dialog = document.getElementById("link-dialog");
  const form = dialog.querySelector("form");
  const { href } = form.elements;
  const error = dialog.querySelector(".form-error-message");
  const show = (wrong) => {
    error.hidden = !wrong;
    href.toggleAttribute("aria-invalid", wrong);
  };
  href.value = editor.getAttributes("link").href ?? "";
  show(false);
  form.onsubmit = (event) => {
    if (event.submitter?.value !== "save" || HREF.test(href.value.trim())) return;
    event.preventDefault();
    show(true);
    href.focus();
  };
  dialog.onclose = () => {
    const chain = editor.chain().focus();
    if (dialog.returnValue !== "save") chain.run();
    else chain.extendMarkRange("link").setLink({ href: href.value.trim() }).run();
  };
  dialog.returnValue = "";
  dialog.showModal();
};

const PlanLink = Link.extend({
  addAttributes: () => ({ href: { default: null } }),
  addKeyboardShortcuts: () => ({
    "Mod-k": ({ editor }) => {
      if (!editor.state.selection.empty || editor.isActive("link")) askForLink(editor);
      return true;
    },
  }),
}).configure({ autolink: false, linkOnPaste: false, isAllowedUri: (href) => HREF.test(href) });

const PlanOrderedList = OrderedList.extend({
  addAttributes: () => ({
    start: { default: 1, parseHTML: (list) => Number.parseInt(list.getAttribute("start"), 10) || 1 },
  }),
  addNodeView: () => null,
}).configure({ enableListAttributes: false });

const span = (name) => ({
  default: 1,
  parseHTML: (cell) => Number.parseInt(cell.getAttribute(name), 10) || 1,
});
const CELL = {
  colspan: span("colspan"),
  rowspan: span("rowspan"),
  colwidth: { default: null, rendered: false, parseHTML: () => null },
};
const PlanTableCell = TableCell.extend({ addAttributes: () => CELL });
const PlanTableHeader = TableHeader.extend({
  addAttributes: () => ({ ...CELL, scope: { default: null } }),
});

// -- The field: its name, and the way out of it. ------------------------------------------------
const field = (textarea) => {
  const label = textarea.labels[0];
  const { id } = textarea;
  label.id = `${id}_label`;
  textarea.id = `${id}_html`; // the error summary leads to the editor
  const attributes = {
    id,
    class: "plan-text",
    role: "textbox",
    "aria-multiline": "true",
    "aria-labelledby": label.id,
  };
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (textarea.hasAttribute(name)) attributes[name] = textarea.getAttribute(name);
  }
  let leaving = false; // Escape was pressed last: Tab is the browser's own again
  const keydown = (_view, event) => {
    if (event.key === "Tab") return leaving;
    if (event.key !== "Shift") leaving = event.key === "Escape";
    return false;
  };
  const blur = () => {
    leaving = false;
    return false;
  };
  // After a table or a list at the end there is a line to write on.
  const appendTransaction = (_all, _before, { doc, schema, tr }) => {
    if (doc.lastChild.type.name === "paragraph") return null;
    const line = schema.nodes.paragraph.create();
    return tr.insert(doc.content.size, line).setMeta("addToHistory", false);
  };
  const props = { attributes, handleDOMEvents: { keydown, blur } };
  return Extension.create({
    name: "field",
    addProseMirrorPlugins: () => [new Plugin({ appendTransaction, props })],
    onCreate: () => label.addEventListener("click", () => document.getElementById(id).focus()),
  });
};

// -- The toolbar: its names, and arrows to move in it. ------------------------------------------
const COMMANDS = {
  link: askForLink,
  table: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 2 }).run(),
};
const buttons =
  (words) =>
  ({ editor, menu }) => {
    const items = menu.items("nodes marks link table history");
    const known = new Map(items.map((item) => [item.name, item]));
    const group = (names) => {
      const chosen = names.map((name) => {
        const item = { ...known.get(name) };
        item.command = COMMANDS[name] ?? item.command;
        if (name === "bulletList") item.active = () => editor.isActive(name);
        item.button.title = words[name];
        item.button.setAttribute("aria-label", words[name]);
        return item;
      });
      return menu.buttonGroup({ editor }, chosen);
    };
    return GROUPS.map(group);
  };

const makeToolbar = (editor, label) => {
  const bar = editor.storage.menu.dom;
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", label);
  const all = [...bar.querySelectorAll("button")];
  const shown = () => all.filter((button) => !button.classList.contains("hidden"));
  let [current] = all;
  const update = () => {
    if (current.classList.contains("hidden")) [current] = all;
    for (const button of all) {
      const has = (name) => String(button.classList.contains(name));
      button.tabIndex = button === current ? 0 : -1;
      button.setAttribute("aria-disabled", has("disabled"));
      if (TOGGLES.has(button.dataset.name)) button.setAttribute("aria-pressed", has("active"));
    }
  };
  bar.addEventListener("focusin", (event) => {
    current = event.target.closest("button");
    update();
  });
  bar.addEventListener("keydown", (event) => {
    const among = shown();
    const at = among.indexOf(document.activeElement);
    const ways = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 };
    if (!(event.key in ways)) return;
    event.preventDefault();
    among.at(ways[event.key] % among.length).focus();
  });
  editor.on("transaction", update);
  update();
};

// -- All together. ------------------------------------------------------------------------------
const create = (textarea) => {
  const { words } = JSON.parse(textarea.getAttribute(MARK));
  const element = crel("div", { className: "prose-editor" });
  textarea.before(element);
  element.append(textarea);
  const editor = new Editor({
    element,
    injectCSS: false, // the policy lets no style in; it stands in plan-editor.css
    content: textarea.value,
    extensions: [
      Document,
      Paragraph,
      Text,
      HardBreak,
      Bold,
      Italic,
      Subscript,
      Superscript,
      BulletList,
      PlanOrderedList,
      ListItem,
      Blockquote,
      PlanLink,
      Table,
      TableRow,
      PlanTableHeader,
      PlanTableCell,
      History,
      Dropcursor,
      Gapcursor,
      Menu.configure({ items: buttons(words) }),
      field(textarea),
    ],
    onUpdate: () => {
      const html = editor.getHTML().replace(/(?:<p><\/p>)+$/, "");
      if (html === textarea.value) return;
      textarea.value = html;
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  editor.on("create", () => makeToolbar(editor, words.toolbar));
  document.querySelectorAll("[data-placeholder]").forEach((button) => {
    const text = { type: "text", text: button.dataset.placeholder };
    button.addEventListener("click", () => editor.chain().focus().insertContent(text).run());
  });
};

initializeEditors(create, `[${MARK}]`);
