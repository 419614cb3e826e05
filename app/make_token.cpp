// SPDX-License-Identifier: GPL-3.0-or-later
#include "make_token.h"

#include <cstdio>
#include <string>

#include "exit_code.h"
#include "telemetryhub/engine/config/setting.h"
#include "telemetryhub/engine/serve/access_tokens.h"

namespace telemetryhub::app {

int makeToken(const CommandLine& line) {
    auto token = engine::makeToken();
    if (!token) return reportError(token.error());
    const std::string item =
        line.tokenRole + ':' + line.tokenName + ':' + engine::tokenHash(token.value());
    engine::ReadConfig read = engine::readConfig({{}, {}, {{"listen-tokens", item}}});
    if (!read.errors.empty())
        return reportError({engine::ErrorCode::InvalidArgument,
                            "make-token: --role is viewer, ingest, operator or admin; --name has "
                            "letters, digits, - _ and . alone."});
    std::printf(
        "Token (it is shown once; send it as `Authorization: Bearer TOKEN`):\n%s\n\n"
        "In the configuration, beside other tokens parted by commas:\n"
        "[rest]\ntokens = %s\n",
        token.value().c_str(), item.c_str());
    return ExitDone;
}

}  // namespace telemetryhub::app
