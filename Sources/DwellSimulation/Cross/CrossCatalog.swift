/// How packets reach the guest.
public enum CrossCatalog {
  static let entries: [StageEntry<Crossing>] = [
    StageEntry(
      StageChoice(
        name: "container", summary: "packets of a guest wait in a container and cross together",
        source: "Bourguiba et al. 2010 to 2013; the paper, V.A", confidence: "seen in abstracts and in the paper"),
      Crossing(usesContainers: true) { policy, settings, rules, guests, backend in
        policy.makeFront(settings, rules, guests, backend)
      }),
    StageEntry(
      StageChoice(
        name: "copy", summary: "every packet is grant-copied by itself", source: "xen-netback source",
        confidence: "mechanism seen in source; costs calibrated"),
      Crossing(usesContainers: false) { _, _, rules, guests, backend in
        PassingFront(rules: rules, guests: guests, backend: backend).front()
      }),
  ]

  /// What is built, as menus see it.
  public static let choices = entries.map(\.choice)
}
