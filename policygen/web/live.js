// Shows a page anew once its site is another. Where this doesn't run, loading it again does the same.
(() => {
  const { of, version } = document.currentScript.dataset;
  const again = () => setTimeout(look, 500);
  const look = async () => {
    if (document.hidden) return again(); // nobody looks
    try {
      const said = await fetch(of, { cache: "no-store" });
      if (said.ok && (await said.text()) !== version) return location.reload();
    } catch {
      // The preview was ended, and may be started again.
    }
    again();
  };
  again();
})();
