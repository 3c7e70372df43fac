namespace ExT5.Core.Tests;

public sealed class InputKeysTests
{
    [Fact]
    public void An_input_has_the_same_key_whatever_stands_beside_it()
    {
        var alone = InputKeys.Of([[5, 6]]);

        Assert.Equal(alone[0], InputKeys.Of([[7], [5, 6], []])[1]);
    }

    [Fact]
    public void Equal_inputs_of_one_call_have_keys_of_their_own_in_their_order()
    {
        var keys = InputKeys.Of([[5, 6], [7], [5, 6]]);

        Assert.Equal(3, keys.Distinct().Count());
        Assert.Equal(keys[2], InputKeys.Of([[5, 6], [5, 6], [7]])[1]);
    }

    [Fact]
    public void Ids_that_differ_anywhere_have_other_keys()
    {
        int[][] inputs = [[], [0], [0, 0], [1], [1, 0], [0, 1], [256], [1, 2, 3], [3, 2, 1]];

        Assert.Equal(inputs.Length, InputKeys.Of(inputs).Distinct().Count());
    }
}
