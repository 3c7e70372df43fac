namespace ExT5.Data;

/// <summary>
/// A metric that scores predictions of one <see cref="Prediction.Group"/> together. Its measurements begin with a number
/// for the group, <see cref="double.NaN"/> for a prediction that has none and is a group of its own.
/// <see cref="Bootstrap"/> draws whole groups for it.
/// </summary>
public interface IGroupedMetric : IMetric;
