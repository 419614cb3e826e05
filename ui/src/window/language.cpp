// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/ui/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>
#include <QTranslator>

#include "theme/words.h"

namespace telemetryhub::ui {
namespace {

constexpr QLatin1String kLanguageKey("window/language");

void install(const QLocale& locale, const QString& file, const QString& folder) {
    auto* translator = new QTranslator(QCoreApplication::instance());
    if (translator->load(locale, file, QStringLiteral("_"), folder))
        QCoreApplication::installTranslator(translator);
    else
        delete translator;
}

}  // namespace

std::vector<Language> languages() {
    return {{QString(), Words::tr("As the system")},
            {QStringLiteral("en"), QStringLiteral("English")},
            {QStringLiteral("de"), QStringLiteral("Deutsch")}};
}

QString chosenLanguage(const QSettings& settings) {
    return settings.value(kLanguageKey).toString();
}

void setChosenLanguage(QSettings& settings, const QString& code) {
    settings.setValue(kLanguageKey, code);
}

// English has a file for its plurals. The words of the dialogs that Qt brings are a package of
// their own, and may be missing. What is installed later is asked first.
void speakLanguage(const QString& code) {
    const QLocale locale = code.isEmpty() ? QLocale::system() : QLocale(code);
    if (!code.isEmpty()) QLocale::setDefault(locale);
    const QString own = QStringLiteral(":/telemetryhub/translations");
    install(QLocale(QLocale::English), QStringLiteral("telemetryhub"), own);
    if (locale.language() == QLocale::English) return;
    install(locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(locale, QStringLiteral("telemetryhub"), own);
}

}  // namespace telemetryhub::ui
