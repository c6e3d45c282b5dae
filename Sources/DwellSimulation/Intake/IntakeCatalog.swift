/// When the driver domain polls the network card: packets pass this stage first, block by block.
public enum IntakeCatalog {
  /// What is built.
  public static let choices = [
    StageChoice(
      name: "every", summary: "each packet reaches the driver domain as it comes", source: "definition",
      confidence: "definition")
  ]
}
