// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/token_hash.h"

#include <algorithm>
#include <tuple>

#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include "telemetryhub/engine/serve/access_tokens.h"

namespace telemetryhub::engine {

namespace {

constexpr std::string_view kHashPrefix = "sha256:";
constexpr std::string_view kTokenPrefix = "th_";
constexpr std::string_view kHexDigits = "0123456789abcdef";
static_assert(std::tuple_size_v<TokenDigest> == SHA256_DIGEST_LENGTH);

std::string hexOfDigest(const TokenDigest& bytes) {
    std::string text;
    for (const unsigned char byte : bytes) {
        text += kHexDigits[byte >> 4U];
        text += kHexDigits[byte & 0xFU];
    }
    return text;
}

/// \pre isTokenHash(hash)
TokenDigest digestNamed(std::string_view hash) {
    TokenDigest digest{};
    const auto digit = [&](std::size_t i) {
        return static_cast<unsigned>(kHexDigits.find(hash[kHashPrefix.size() + i]));
    };
    for (std::size_t i = 0; i < digest.size(); ++i)
        digest[i] = static_cast<unsigned char>(digit(2 * i) << 4U | digit(2 * i + 1));
    return digest;
}

}  // namespace

TokenDigest tokenDigest(std::string_view token) {
    TokenDigest digest{};
    SHA256(reinterpret_cast<const unsigned char*>(token.data()), token.size(), digest.data());
    return digest;
}

Result<std::string> makeToken() {
    TokenDigest bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
        return Error{ErrorCode::Internal,
                     "The operating system gave no random numbers. Try again later."};
    return std::string(kTokenPrefix) + hexOfDigest(bytes);
}

std::string tokenHash(std::string_view token) {
    return std::string(kHashPrefix) + hexOfDigest(tokenDigest(token));
}

bool isTokenHash(std::string_view hash) {
    if (!hash.starts_with(kHashPrefix)) return false;
    hash.remove_prefix(kHashPrefix.size());
    return hash.size() == std::size_t{2} * SHA256_DIGEST_LENGTH &&
           hash.find_first_not_of(kHexDigits) == std::string_view::npos;
}

TokenHashes::TokenHashes(const std::vector<AccessToken>& tokens) {
    for (const AccessToken& token : tokens)
        if (isTokenHash(token.hash)) m_known.push_back({token, digestNamed(token.hash)});
}

const AccessToken* TokenHashes::find(const TokenDigest& digest) const {
    const AccessToken* found = nullptr;
    for (const Known& known : m_known)
        if (CRYPTO_memcmp(known.digest.data(), digest.data(), digest.size()) == 0)
            found = &known.token;
    return found;
}

}  // namespace telemetryhub::engine
