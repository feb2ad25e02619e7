// Before anything is drawn: the theme that was chosen here before, so that no page flashes.
try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // A browser that forbids storage for files on the disk: the system's theme stands.
}
