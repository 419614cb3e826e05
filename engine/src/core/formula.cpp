// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/formula.h"

#include <algorithm>
#include <array>
#include <limits>

#include <muParser.h>

namespace telemetryhub::engine {

struct Formula::Impl {
    std::array<double, kMaxInputs> inputs{};
    mu::Parser parser;

    Impl(const std::string& text, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i)
            parser.DefineVar(std::string(1, 'x').append(std::to_string(i + 1)), &inputs[i]);
        // A decimal comma would make a list of "1,5".
        parser.SetArgSep(',');
        parser.SetExpr(text);
    }
};

Formula::Formula(const std::string& text, std::size_t inputs)
    : m_impl(std::make_unique<Impl>(text, inputs)) {}
Formula::~Formula() = default;
Formula::Formula(Formula&& other) noexcept = default;

double Formula::operator()(std::span<const double> values) {
    std::copy(values.begin(), values.end(), m_impl->inputs.begin());
    try {
        return m_impl->parser.Eval();
    } catch (const mu::Parser::exception_type&) {
        return std::numeric_limits<double>::quiet_NaN();
    }
}

Result<void> Formula::check(const std::string& text, std::size_t inputs) {
    if (text.empty() || text.size() > kMaxBytes)
        return Error{ErrorCode::InvalidArgument,
                     "expected a formula of 1 to " + std::to_string(kMaxBytes) + " characters"};
    if (inputs > kMaxInputs)
        return Error{ErrorCode::InvalidArgument,
                     "expected at most " + std::to_string(kMaxInputs) + " inputs"};
    try {
        Impl trial(text, inputs);
        int results = 0;
        (void)trial.parser.Eval(results);
        if (results != 1)
            return Error{ErrorCode::InvalidArgument, "expected one value, not a list"};
    } catch (const mu::Parser::exception_type& wrong) {
        return Error{
            ErrorCode::InvalidArgument,
            "expected a formula over x1 to x" + std::to_string(inputs) + ": " + wrong.GetMsg()};
    }
    return {};
}

}  // namespace telemetryhub::engine
