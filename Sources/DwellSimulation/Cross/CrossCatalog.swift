/// How packets reach the guest.
public enum CrossCatalog {
  /// What is built.
  public static let choices = [
    StageChoice(
      name: "container", summary: "packets of a guest wait in a container and cross together",
      source: "Bourguiba et al. 2010 to 2013; the paper, V.A", confidence: "seen in abstracts and in the paper"),
    StageChoice(
      name: "copy", summary: "every packet is grant-copied by itself", source: "xen-netback source",
      confidence: "mechanism seen in source; costs calibrated"),
  ]
}
