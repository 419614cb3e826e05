// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/serve/certificate.h"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <memory>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include "serve/host_names.h"
#include "serve/new_file.h"

namespace telemetryhub::engine {

namespace {

template <typename T, void (*Free)(T*)>
struct Freeing {
    void operator()(T* object) const { Free(object); }
};
using Key = std::unique_ptr<EVP_PKEY, Freeing<EVP_PKEY, EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freeing<X509, X509_free>>;
using Memory = std::unique_ptr<BIO, Freeing<BIO, BIO_free_all>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freeing<X509_EXTENSION, X509_EXTENSION_free>>;

constexpr long kYearSeconds = 365L * 24 * 60 * 60;

Error openSslError() {
    return {ErrorCode::Internal,
            "OpenSSL could not make a certificate. Make one with its program."};
}

bool isAddress(const std::string& name) {
    return name.find(':') != std::string::npos ||
           name.find_first_not_of("0123456789.") == std::string::npos;
}

/// `DNS:localhost,IP:127.0.0.1`. Names were checked: nothing in them is more to OpenSSL than a
/// name.
std::string alternativeNames(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ",") + std::string(isAddress(name) ? "IP:" : "DNS:") + name;
    return text;
}

bool addExtension(X509* certificate, int kind, const std::string& value) {
    const Extension extension(X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool setSerial(X509* certificate) {
    std::array<unsigned char, 8> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) return false;
    std::uint64_t number = 0;
    std::memcpy(&number, bytes.data(), bytes.size());
    return ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), number >> 1U) == 1;
}

bool setName(X509* certificate, const std::string& name) {
    X509_NAME* subject = X509_get_subject_name(certificate);
    const auto* text = reinterpret_cast<const unsigned char*>(name.c_str());
    return X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, text, -1, -1, 0) == 1 &&
           X509_set_issuer_name(certificate, subject) == 1;
}

Certificate signedCertificate(EVP_PKEY* key, const std::vector<std::string>& names) {
    Certificate made(X509_new());
    X509* certificate = made.get();
    const bool isMade =
        certificate != nullptr && X509_set_version(certificate, X509_VERSION_3) == 1 &&
        setSerial(certificate) && setName(certificate, names.front()) &&
        // An hour ago: clocks of clients may be behind.
        X509_gmtime_adj(X509_getm_notBefore(certificate), -3600) != nullptr &&
        X509_gmtime_adj(X509_getm_notAfter(certificate), kYearSeconds) != nullptr &&
        X509_set_pubkey(certificate, key) == 1 &&
        addExtension(certificate, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
        addExtension(certificate, NID_ext_key_usage, "serverAuth") &&
        addExtension(certificate, NID_subject_alt_name, alternativeNames(names)) &&
        X509_sign(certificate, key, EVP_sha256()) > 0;
    return isMade ? std::move(made) : nullptr;
}

std::string contentOf(BIO* memory) {
    char* data = nullptr;
    const long bytes = BIO_get_mem_data(memory, &data);
    return bytes > 0 ? std::string(data, static_cast<std::size_t>(bytes)) : std::string();
}

std::string keyText(EVP_PKEY* key) {
    const Memory memory(BIO_new(BIO_s_mem()));
    if (!memory ||
        PEM_write_bio_PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return {};
    return contentOf(memory.get());
}

std::string certificateText(X509* certificate) {
    const Memory memory(BIO_new(BIO_s_mem()));
    if (!memory || PEM_write_bio_X509(memory.get(), certificate) != 1) return {};
    return contentOf(memory.get());
}

Result<void> checkNames(const std::vector<std::string>& names) {
    for (const std::string& name : names) {
        const bool isName = hostName(name).has_value() || hostName('[' + name + ']').has_value();
        if (isName && name.find(':') == std::string::npos) continue;
        if (isName && isAddress(name)) continue;
        return Error{ErrorCode::InvalidArgument,
                     "\"" + name + "\" is no host name and no address."};
    }
    return {};
}

}  // namespace

Result<void> makeCertificate(const std::string& certificateFile, const std::string& keyFile,
                             const std::vector<std::string>& names) {
    if (auto checked = checkNames(names); !checked) return checked;
    for (const std::string& file : {certificateFile, keyFile})
        if (std::filesystem::exists(file))
            return Error{ErrorCode::AlreadyExists,
                         file + " is there already. Move it away, or name another file."};
    const Key key(EVP_EC_gen("P-256"));
    if (!key) return openSslError();
    const Certificate certificate = signedCertificate(key.get(), names);
    if (!certificate) return openSslError();
    const std::string secret = keyText(key.get());
    if (auto written = writeNewFile(keyFile, secret, Readers::OwnerAlone); !written) return written;
    return writeNewFile(certificateFile, certificateText(certificate.get()), Readers::Everybody);
}

}  // namespace telemetryhub::engine
