// Puts Chinese words in the place of Streamlit's English ones, as they appear. Only whole texts that are in the dictionary, or that fit one of the forms below, change.
(function () {
  "use strict";
  var words = window.xianjieWords;
  var attributes = ["aria-label", "title", "placeholder", "alt"];
  var forms = [
    [/^(?:Limit )?(\d+(?:\.\d+)?) ?([KMG]B) per file$/, "每个文件不超过 $1$2"],
    [/^(?:Limit )?(\d+(?:\.\d+)?) ?([KMG]B) per file • (.+)$/, "每个文件不超过 $1$2 • $3"],
    [/^Made with Streamlit v?(.+)$/, "基于 Streamlit $1"],
    [/^Showing page (\d+) of (\d+)$/, "第 $1 页，共 $2 页"],
    [/^Add (.+)$/, "添加 $1"],
    [/^Remove (.+)$/, "移除 $1"],
    [/^Clear (.+)$/, "清除 $1"],
    [/^Selected (.+)\. (.*)$/, "已选 $1。$2"],
    [/^Sort by (.+)$/, "按 $1 排序"],
    [/^(.+)\. Press Enter to apply$/, "$1，按回车确认"],
    [/^Help for (.+)$/, "$1的说明"],
    [/^year, (.+)$/, "$1：年"],
    [/^month, (.+)$/, "$1：月"],
    [/^day, (.+)$/, "$1：日"],
    [/^Page (\d+) of (\d+)$/, "第 $1 页，共 $2 页"],
    [/^(\d+) of (\d+)$/, "第 $1 个，共 $2 个"],
    [/^(\d+) results?$/, "$1 个结果"],
    [/^(?:Error: )?File (?:size )?must be (.+) or smaller\.$/, "文件不能大于 $1。"],
    [/^(?:Error: )?(.+) files are not allowed\.$/, "不接受 $1 文件。"]
  ];
  function chinese(text) {
    var trimmed = text.trim();
    if (!trimmed || !/[A-Za-z]/.test(trimmed)) return null;
    if (Object.prototype.hasOwnProperty.call(words, trimmed)) return text.replace(trimmed, words[trimmed]);
    for (var i = 0; i < forms.length; i++) if (forms[i][0].test(trimmed)) return trimmed.replace(forms[i][0], forms[i][1]);
    return null;
  }
  function changeText(node) {
    var found = chinese(node.nodeValue || "");
    if (found !== null && found !== node.nodeValue) node.nodeValue = found;
  }
  function changeAttribute(element, name) {
    var value = element.getAttribute(name);
    var found = value && chinese(value);
    if (found && found !== value) element.setAttribute(name, found);
  }
  function changeTree(node) {
    if (node.nodeType === Node.TEXT_NODE) { changeText(node); return; }
    if (node.nodeType !== Node.ELEMENT_NODE || node.tagName === "SCRIPT" || node.tagName === "STYLE") return;
    var i, element, all = [node].concat(Array.from(node.querySelectorAll("[aria-label],[title],[placeholder],[alt]")));
    for (i = 0; i < all.length; i++) for (element of attributes) changeAttribute(all[i], element);
    var walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      var parent = walker.currentNode.parentElement;
      if (!parent || (parent.tagName !== "SCRIPT" && parent.tagName !== "STYLE" && parent.tagName !== "TEXTAREA")) changeText(walker.currentNode);
    }
  }
  new MutationObserver(function (changes) {
    changes.forEach(function (change) {
      if (change.type === "characterData") changeText(change.target);
      else if (change.type === "attributes") changeAttribute(change.target, change.attributeName);
      else change.addedNodes.forEach(changeTree);
    });
  }).observe(document.documentElement, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: attributes });
})();
