<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>ChartLane</name>
    <message>
        <source>no samples between A and B</source>
        <translation>keine Samples zwischen A und B</translation>
    </message>
    <message>
        <source>Δ %1 · min %2 · max %3 · mean %4</source>
        <translation>Δ %1 · min. %2 · max. %3 · Mittel %4</translation>
    </message>
    <message>
        <source>min %1 · max %2</source>
        <translation>min. %1 · max. %2</translation>
    </message>
</context>
<context>
    <name>LegendItem</name>
    <message>
        <source>%1 of %2 …</source>
        <translation>%1 von %2 …</translation>
    </message>
</context>
<context>
    <name>PaperChart</name>
    <message>
        <source>%1, %2 to %3</source>
        <translation>%1, %2 bis %3</translation>
    </message>
</context>
<context>
    <name>PlotItem</name>
    <message>
        <source>Error since %1</source>
        <translation>Fehler seit %1</translation>
    </message>
    <message>
        <source>SafeState since %1</source>
        <translation>Sicherer Zustand seit %1</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>The configuration was read again.</source>
        <translation>Die Konfiguration wurde neu gelesen.</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>link lost</source>
        <translation>Verbindung verloren</translation>
    </message>
    <message>
        <source>absent</source>
        <translation>nicht vorhanden</translation>
    </message>
    <message>
        <source>port in use</source>
        <translation>Anschluss belegt</translation>
    </message>
    <message>
        <source>port not permitted</source>
        <translation>Anschluss nicht erlaubt</translation>
    </message>
    <message>
        <source>read error</source>
        <translation>Lesefehler</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>still</translation>
    </message>
    <message>
        <source>damaged data</source>
        <translation>beschädigte Daten</translation>
    </message>
    <message>
        <source>rehearsed fault</source>
        <translation>geprobter Fehler</translation>
    </message>
    <message>
        <source>queue full</source>
        <translation>Warteschlange voll</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>gestoppt</translation>
    </message>
    <message>
        <source>SafeState</source>
        <translation>Sicherer Zustand</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>1 sample lost</source>
        <translation>1 Sample verloren</translation>
    </message>
    <message>
        <source>%1 samples lost</source>
        <translation>%1 Samples verloren</translation>
    </message>
    <message>
        <source>Nothing arrives</source>
        <translation>Es kommt nichts an</translation>
    </message>
    <message>
        <source>The port is open, but no byte came in %1. Probably the device waits for a command, or the cable has no data lines. Check cable and power; a device that only answers can be asked after connecting, with Send.</source>
        <translation>Der Anschluss ist offen, aber seit %1 kommt kein Byte. Wahrscheinlich wartet das Gerät auf einen Befehl, oder das Kabel hat keine Datenleitungen. Prüfen Sie Kabel und Stromversorgung; ein Gerät, das nur antwortet, lässt sich nach dem Verbinden mit Senden abfragen.</translation>
    </message>
    <message>
        <source>The port is open, but no byte came in %1. Hardware flow control is on: without RTS and CTS in the cable nothing is sent. Try without flow control.</source>
        <translation>Der Anschluss ist offen, aber seit %1 kommt kein Byte. Die Hardware-Flusssteuerung ist ein: Ohne RTS und CTS im Kabel wird nichts gesendet. Versuchen Sie es ohne Flusssteuerung.</translation>
    </message>
    <message>
        <source>No datagram came in %1. Check the address and the port at the sender, and the firewall here.</source>
        <translation>Seit %1 kommt kein Datagramm. Prüfen Sie Adresse und Port beim Sender und die Firewall hier.</translation>
    </message>
    <message>
        <source>Connected, but no byte came in %1. Probably the far end waits for a command.</source>
        <translation>Verbunden, aber seit %1 kommt kein Byte. Wahrscheinlich wartet die Gegenstelle auf einen Befehl.</translation>
    </message>
    <message>
        <source>Probably binary frames</source>
        <translation>Wahrscheinlich binäre Rahmen</translation>
    </message>
    <message>
        <source>Bytes arrive, but %1 of them are not text and no format fits. Choose a profile that has the layout of the frames.</source>
        <translation>Bytes kommen an, aber %1 davon sind kein Text, und kein Format passt. Wählen Sie ein Profil, das den Aufbau der Rahmen kennt.</translation>
    </message>
    <message>
        <source>The baud rate is probably wrong</source>
        <translation>Die Baudrate ist wahrscheinlich falsch</translation>
    </message>
    <message>
        <source>Bytes arrive, but %1 of them are not text and no format fits. Many devices talk at %2 baud. Binary frames look like this, too: those need a profile.</source>
        <translation>Bytes kommen an, aber %1 davon sind kein Text, und kein Format passt. Viele Geräte senden mit %2 Baud. Binäre Rahmen sehen auch so aus: Sie brauchen ein Profil.</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 verwenden</translation>
    </message>
    <message>
        <source>No format fits so far</source>
        <translation>Bisher passt kein Format</translation>
    </message>
    <message>
        <source>Text without numbers</source>
        <translation>Text ohne Zahlen</translation>
    </message>
    <message>
        <source>Text arrives, but no end of a line in the newest %1 bytes. Probably the device does not end its lines, or the baud rate is a little off.</source>
        <translation>Text kommt an, aber kein Zeilenende in den neuesten %1 Bytes. Wahrscheinlich beendet das Gerät seine Zeilen nicht, oder die Baudrate weicht etwas ab.</translation>
    </message>
    <message>
        <source>Lines with numbers arrive, but they are written like none of the formats that were looked for. Choose a format above when you know it.</source>
        <translation>Zeilen mit Zahlen kommen an, aber in keinem der gesuchten Formate. Wählen Sie oben ein Format, wenn Sie es kennen.</translation>
    </message>
    <message>
        <source>Lines arrive, but no numbers in them: there is nothing to draw. They will stand in the console.</source>
        <translation>Zeilen kommen an, aber ohne Zahlen: Es gibt nichts zu zeichnen. Sie stehen in der Konsole.</translation>
    </message>
    <message>
        <source>The port is in use</source>
        <translation>Der Anschluss ist belegt</translation>
    </message>
    <message>
        <source>You may not open the port</source>
        <translation>Keine Berechtigung für den Anschluss</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Nothing is there</source>
        <translation>Dort ist nichts</translation>
    </message>
    <message>
        <source>It cannot be opened</source>
        <translation>Öffnen nicht möglich</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>The port can be opened</source>
        <translation>Der Anschluss lässt sich öffnen</translation>
    </message>
    <message>
        <source>Bytes arrive</source>
        <translation>Bytes kommen an</translation>
    </message>
    <message>
        <source>They read as text or as a known frame</source>
        <translation>Sie sind als Text oder als bekannter Rahmen lesbar</translation>
    </message>
    <message>
        <source>Values change</source>
        <translation>Werte ändern sich</translation>
    </message>
    <message>
        <source>It can be opened</source>
        <translation>Öffnen ist möglich</translation>
    </message>
    <message>
        <source>Bytes arrive: %1 in %2</source>
        <translation>Bytes kommen an: %1 in %2</translation>
    </message>
    <message>
        <source>read %1 B = decoded %2 + discarded %3 + pending %4</source>
        <translation>gelesen %1 B = dekodiert %2 + verworfen %3 + ausstehend %4</translation>
    </message>
    <message>
        <source>no format fits so far</source>
        <translation>bisher passt kein Format</translation>
    </message>
    <message>
        <source>%1: %2 frames, none damaged</source>
        <translation>%1: %2 Rahmen, keiner beschädigt</translation>
    </message>
    <message>
        <source>%1: %2 frames, %3 damaged</source>
        <translation>%1: %2 Rahmen, %3 beschädigt</translation>
    </message>
    <message>
        <source>%1 of the newest bytes are no text: probably binary frames. Choose their format below, or connect again with a profile that has their layout.</source>
        <translation>%1 der neuesten Bytes sind kein Text: wahrscheinlich binäre Rahmen. Wählen Sie unten ihr Format, oder verbinden Sie neu mit einem Profil, das ihren Aufbau kennt.</translation>
    </message>
    <message>
        <source>Probably the baud rate is wrong: %1 of the newest bytes are no text. It is %2; compare it with the device. Binary frames look like this, too.</source>
        <translation>Wahrscheinlich ist die Baudrate falsch: %1 der neuesten Bytes sind kein Text. Sie beträgt %2; vergleichen Sie sie mit dem Gerät. Binäre Rahmen sehen auch so aus.</translation>
    </message>
    <message>
        <source>No whole frame so far. Compare the baud rate, %1, and the layout with the device.</source>
        <translation>Bisher kein ganzer Rahmen. Vergleichen Sie die Baudrate, %1, und den Aufbau mit dem Gerät.</translation>
    </message>
    <message>
        <source>No whole frame so far. Compare the layout with the device.</source>
        <translation>Bisher kein ganzer Rahmen. Vergleichen Sie den Aufbau mit dem Gerät.</translation>
    </message>
    <message>
        <source>The device sends text, but no numbers: there is nothing to draw. Its lines stand in Device &gt; Send….</source>
        <translation>Das Gerät sendet Text, aber keine Zahlen: Es gibt nichts zu zeichnen. Seine Zeilen stehen unter Gerät &gt; Senden….</translation>
    </message>
    <message>
        <source>The device sends text with numbers, but it does not fit the format so far. Choose another one below when you know it.</source>
        <translation>Das Gerät sendet Text mit Zahlen, aber bisher passt er nicht zum Format. Wählen Sie unten ein anderes, wenn Sie es kennen.</translation>
    </message>
    <message>
        <source>The format was chosen by hand or by the profile.</source>
        <translation>Das Format ist von Hand oder durch das Profil gewählt.</translation>
    </message>
    <message>
        <source>The format is found by what comes.</source>
        <translation>Das Format ergibt sich aus dem, was ankommt.</translation>
    </message>
    <message>
        <source>No format fits so far: %1</source>
        <translation>Bisher passt kein Format: %1</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>not looked for: choose it when you know it</source>
        <translation>nicht gesucht: wählen, wenn es bekannt ist</translation>
    </message>
    <message>
        <source>%1 of the frames are damaged. Compare the baud rate and look at the cable.</source>
        <translation>%1 der Rahmen sind beschädigt. Vergleichen Sie die Baudrate und prüfen Sie das Kabel.</translation>
    </message>
    <message>
        <source>No frame was damaged.</source>
        <translation>Kein Rahmen ist beschädigt.</translation>
    </message>
    <message>
        <source>1 damaged frame (%1).</source>
        <translation>1 beschädigter Rahmen (%1).</translation>
    </message>
    <message>
        <source>%1 damaged frames (%2).</source>
        <translation>%1 beschädigte Rahmen (%2).</translation>
    </message>
    <message>
        <source>Bytes are kept while nothing is decoded, and after damage.</source>
        <translation>Bytes werden behalten, solange nichts dekodiert wird, und nach Schäden.</translation>
    </message>
    <message>
        <source>No bytes so far: the device is stopped. Start it.</source>
        <translation>Bisher keine Bytes: Das Gerät ist gestoppt. Starten Sie es.</translation>
    </message>
    <message>
        <source>No bytes so far. Check the cable, the port and the power.</source>
        <translation>Bisher keine Bytes. Prüfen Sie Kabel, Anschluss und Stromversorgung.</translation>
    </message>
    <message>
        <source>States</source>
        <translation>Zustände</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>Lücken</translation>
    </message>
    <message>
        <source>Lost samples</source>
        <translation>Verlorene Samples</translation>
    </message>
    <message>
        <source>Damaged frames</source>
        <translation>Beschädigte Rahmen</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Health and recording</source>
        <translation>Betrieb und Aufzeichnung</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>Marken</translation>
    </message>
    <message>
        <source>Text lines</source>
        <translation>Textzeilen</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Kritisch</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>Information</translation>
    </message>
    <message>
        <source>Asked: %1</source>
        <translation>Gefragt: %1</translation>
    </message>
    <message>
        <source>%1 (over, not acknowledged)</source>
        <translation>%1 (vorbei, nicht quittiert)</translation>
    </message>
    <message>
        <source>%1 (acknowledged)</source>
        <translation>%1 (quittiert)</translation>
    </message>
    <message>
        <source>1 alarm: %1</source>
        <translation>1 Alarm: %1</translation>
    </message>
    <message>
        <source>%1 alarms: %2</source>
        <translation>%1 Alarme: %2</translation>
    </message>
    <message>
        <source>never started</source>
        <translation>nie gestartet</translation>
    </message>
    <message>
        <source>no sample yet</source>
        <translation>noch kein Sample</translation>
    </message>
    <message>
        <source>%1 old</source>
        <translation>%1 alt</translation>
    </message>
    <message>
        <source>%1 · lost %2</source>
        <translation>%1 · verloren %2</translation>
    </message>
    <message>
        <source>Check the device, then reset it. It goes to Idle.</source>
        <translation>Prüfen Sie das Gerät, dann setzen Sie es zurück. Es geht in Bereit.</translation>
    </message>
    <message>
        <source>F5 starts, Shift+F5 stops. Alt+Up and Alt+Down move it.</source>
        <translation>F5 startet, Umschalt+F5 stoppt. Alt+Hoch und Alt+Runter verschieben es.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Drag it to a chart. Space shows or hides it in the active one.</source>
        <translation>Auf ein Diagramm ziehen. Die Leertaste zeigt oder verbirgt den Kanal im aktiven.</translation>
    </message>
    <message>
        <source>shown in the chart</source>
        <translation>im Diagramm gezeigt</translation>
    </message>
    <message>
        <source>not in the chart</source>
        <translation>nicht im Diagramm</translation>
    </message>
    <message numerus="yes">
        <source>%n device(s)</source>
        <translation><numerusform>%n Gerät</numerusform><numerusform>%n Geräte</numerusform></translation>
    </message>
    <message>
        <source>%1 is not connected</source>
        <translation>%1 ist nicht verbunden</translation>
    </message>
    <message>
        <source>%1 has no network</source>
        <translation>%1 hat kein Netzwerk</translation>
    </message>
    <message>
        <source>%1 is unplugged</source>
        <translation>%1 ist ausgesteckt</translation>
    </message>
    <message>
        <source>%1 is in SafeState</source>
        <translation>%1 ist im sicheren Zustand</translation>
    </message>
    <message>
        <source>%1 has a fault</source>
        <translation>%1 hat einen Fehler</translation>
    </message>
    <message>
        <source>%1 waits for a port that is in use</source>
        <translation>%1 wartet auf einen belegten Anschluss</translation>
    </message>
    <message>
        <source>%1 may not open its port</source>
        <translation>%1 darf seinen Anschluss nicht öffnen</translation>
    </message>
    <message>
        <source>%1 is silent</source>
        <translation>%1 ist still</translation>
    </message>
    <message>
        <source>%1 sends damaged data</source>
        <translation>%1 sendet beschädigte Daten</translation>
    </message>
    <message>
        <source>%1 rehearses a fault</source>
        <translation>%1 probt einen Fehler</translation>
    </message>
    <message>
        <source>1 device measures</source>
        <translation>1 Gerät misst</translation>
    </message>
    <message>
        <source>%1 devices measure</source>
        <translation>%1 Geräte messen</translation>
    </message>
    <message>
        <source>%1 was sent at %2.</source>
        <translation>%1 wurde um %2 gesendet.</translation>
    </message>
    <message>
        <source>%1 could not be sent: make the device safe by hand.</source>
        <translation>%1 konnte nicht gesendet werden: Machen Sie das Gerät von Hand sicher.</translation>
    </message>
    <message>
        <source>No safe command: nothing was sent.</source>
        <translation>Kein sicherer Befehl: Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>Reading has stood still for %1: no byte is taken. Restart the program; look for a driver that hangs.</source>
        <translation>Das Lesen steht seit %1 still: Kein Byte wird übernommen. Starten Sie das Programm neu; suchen Sie nach einem Treiber, der hängt.</translation>
    </message>
    <message>
        <source>The recorder has written nothing for %1: the disk does not answer. Check the disk and its space.</source>
        <translation>Die Aufzeichnung hat seit %1 nichts geschrieben: Der Datenträger antwortet nicht. Prüfen Sie den Datenträger und seinen Platz.</translation>
    </message>
    <message>
        <source>The live CSV has written nothing for %1: the disk or who reads the pipe does not answer. What is shown and judged goes on.</source>
        <translation>Die laufende CSV-Datei hat seit %1 nichts geschrieben: Der Datenträger oder wer die Pipe liest antwortet nicht. Was gezeigt und beurteilt wird, geht weiter.</translation>
    </message>
    <message>
        <source>%1 have made no progress for %2. A lower rate or a faster disk helps; else restart the program.</source>
        <translation>%1: seit %2 kein Fortschritt. Eine niedrigere Rate oder ein schnellerer Datenträger hilft; sonst starten Sie das Programm neu.</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>Misst</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>rehearses %1</source>
        <translation>probt %1</translation>
    </message>
    <message>
        <source>The link failed.</source>
        <translation>Die Verbindung ist gestört.</translation>
    </message>
    <message>
        <source>Sampling is off.</source>
        <translation>Die Abtastung ist aus.</translation>
    </message>
    <message>
        <source>%1 faults in a row, the last: %2</source>
        <translation>%1 Fehler in Folge, der letzte: %2</translation>
    </message>
    <message>
        <source>The reset of %1 is not saved: after a restart it would be in SafeState again. Check the disk and its space.</source>
        <translation>Das Zurücksetzen von %1 ist nicht gespeichert: Nach einem Neustart wäre es wieder im SafeState. Prüfen Sie den Datenträger und seinen Platz.</translation>
    </message>
    <message>
        <source>The SafeState of %1 is not saved: after a restart it would run again. Check the disk and its space, and do not restart the program before.</source>
        <translation>Der SafeState von %1 ist nicht gespeichert: Nach einem Neustart liefe es wieder. Prüfen Sie den Datenträger und seinen Platz, und starten Sie das Programm vorher nicht neu.</translation>
    </message>
    <message>
        <source>not saved for %1</source>
        <translation>seit %1 nicht gespeichert</translation>
    </message>
    <message>
        <source>1 more stage stands still.</source>
        <translation>1 weitere Stufe steht still.</translation>
    </message>
    <message>
        <source>%1 more stages stand still.</source>
        <translation>%1 weitere Stufen stehen still.</translation>
    </message>
    <message>
        <source>try %1</source>
        <translation>Versuch %1</translation>
    </message>
    <message>
        <source>next in %1</source>
        <translation>nächster in %1</translation>
    </message>
    <message>
        <source>lost %1</source>
        <translation>verloren %1</translation>
    </message>
    <message>
        <source>No device yet.</source>
        <translation>Noch kein Gerät.</translation>
    </message>
    <message>
        <source>%1 more need attention</source>
        <translation>%1 weitere brauchen Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Nothing is measured</source>
        <translation>Nichts wird gemessen</translation>
    </message>
    <message>
        <source>begun in the middle of a frame</source>
        <translation>mitten im Rahmen begonnen</translation>
    </message>
    <message>
        <source>not what the format allows</source>
        <translation>im Format nicht erlaubt</translation>
    </message>
    <message>
        <source>numbers out of range</source>
        <translation>Zahlen außerhalb des Bereichs</translation>
    </message>
    <message>
        <source>wrong checksum</source>
        <translation>falsche Prüfsumme</translation>
    </message>
    <message>
        <source>too few or too many fields</source>
        <translation>zu wenige oder zu viele Felder</translation>
    </message>
    <message>
        <source>frame too long</source>
        <translation>Rahmen zu lang</translation>
    </message>
    <message>
        <source>no format fits</source>
        <translation>kein Format passt</translation>
    </message>
    <message>
        <source>frame cut off at the end</source>
        <translation>Rahmen am Ende abgeschnitten</translation>
    </message>
    <message>
        <source>the queue was full, the oldest made room</source>
        <translation>die Warteschlange war voll, die ältesten machten Platz</translation>
    </message>
    <message>
        <source>the queue was full, the newest were refused</source>
        <translation>die Warteschlange war voll, die neuesten wurden abgewiesen</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Arduino plotter</source>
        <translation>Arduino-Plotter</translation>
    </message>
    <message>
        <source>Teleplot</source>
        <translation>Teleplot</translation>
    </message>
    <message>
        <source>JSON Lines</source>
        <translation>JSON Lines</translation>
    </message>
    <message>
        <source>key=value</source>
        <translation>Schlüssel=Wert</translation>
    </message>
    <message>
        <source>NMEA 0183</source>
        <translation>NMEA 0183</translation>
    </message>
    <message>
        <source>VE.Direct</source>
        <translation>VE.Direct</translation>
    </message>
    <message>
        <source>DSMR P1</source>
        <translation>DSMR P1</translation>
    </message>
    <message>
        <source>SLIP</source>
        <translation>SLIP</translation>
    </message>
    <message>
        <source>COBS</source>
        <translation>COBS</translation>
    </message>
    <message>
        <source>Modbus RTU</source>
        <translation>Modbus RTU</translation>
    </message>
    <message>
        <source>Binary frames</source>
        <translation>Binäre Rahmen</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>high %1</source>
        <translation>hoch %1</translation>
    </message>
    <message>
        <source>The queue is nearly full: samples arrive faster than they are processed. A lower rate or more workers help.</source>
        <translation>Die Warteschlange ist fast voll: Samples kommen schneller, als sie verarbeitet werden. Eine niedrigere Rate oder mehr Arbeiter helfen.</translation>
    </message>
    <message>
        <source>%1 samples</source>
        <translation>%1 Samples</translation>
    </message>
    <message>
        <source>overflow %1</source>
        <translation>Überlauf %1</translation>
    </message>
    <message>
        <source>refused %1</source>
        <translation>abgelehnt %1</translation>
    </message>
    <message>
        <source>%1 samples of %2 were lost, the last at %3: %4.</source>
        <translation>%1 Samples von %2 gingen verloren, die letzten um %3: %4.</translation>
    </message>
    <message>
        <source>%1 samples of %2 were lost: %3.</source>
        <translation>%1 Samples von %2 gingen verloren: %3.</translation>
    </message>
    <message>
        <source>%1 More than %2 blocks of queue, a lower rate or more workers keep them.</source>
        <translation>%1 Eine Warteschlange von mehr als %2 Blöcken, eine kleinere Rate oder mehr Threads behalten sie.</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 p50</source>
        <translation>%1 p50</translation>
    </message>
    <message>
        <source>%1 p99</source>
        <translation>%1 p99</translation>
    </message>
    <message>
        <source>of 1 thread</source>
        <translation>von 1 Thread</translation>
    </message>
    <message>
        <source>of %1 threads</source>
        <translation>von %1 Threads</translation>
    </message>
    <message>
        <source>The workers are busy nearly all the time: a burst will fill the queue. More workers (--workers) or fewer calculated channels help.</source>
        <translation>Die Threads sind fast immer beschäftigt: ein Schub füllt die Warteschlange. Mehr Threads (--workers) oder weniger berechnete Kanäle helfen.</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>still for %1</source>
        <translation>steht seit %1</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>%1 samples safe</source>
        <translation>%1 Samples gesichert</translation>
    </message>
    <message>
        <source>The disk is full in %1 at this pace. Make room, or record to another disk.</source>
        <translation>Der Datenträger ist bei diesem Tempo in %1 voll. Schaffen Sie Platz, oder zeichnen Sie auf einen anderen auf.</translation>
    </message>
    <message>
        <source>up to date</source>
        <translation>auf dem Stand</translation>
    </message>
    <message>
        <source>%1 behind</source>
        <translation>%1 zurück</translation>
    </message>
    <message>
        <source>%1 samples wait for the disk: it has not answered for %2. They are safe only when it does; look for what else writes.</source>
        <translation>%1 Samples warten auf den Datenträger: er antwortet seit %2 nicht. Sicher sind sie erst danach; sehen Sie nach, was sonst noch schreibt.</translation>
    </message>
    <message>
        <source>standard output</source>
        <translation>Standardausgabe</translation>
    </message>
    <message>
        <source>Recording stopped: %1 Monitoring goes on; %2 samples were not recorded.</source>
        <translation>Aufzeichnung beendet: %1 Die Überwachung läuft weiter; %2 Samples wurden nicht aufgezeichnet.</translation>
    </message>
    <message>
        <source>1 client</source>
        <translation>1 Client</translation>
    </message>
    <message>
        <source>%1 clients</source>
        <translation>%1 Clients</translation>
    </message>
    <message>
        <source>%1 requests/s · %2 refused · %3</source>
        <translation>%1 Anfragen/s · %2 abgelehnt · %3</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>%1 frei</translation>
    </message>
    <message>
        <source>full in %1</source>
        <translation>voll in %1</translation>
    </message>
    <message>
        <source>Recording %1</source>
        <translation>Aufzeichnung %1</translation>
    </message>
    <message>
        <source>Suspended: disk full</source>
        <translation>Ausgesetzt: Datenträger voll</translation>
    </message>
    <message>
        <source>Recording failed</source>
        <translation>Aufzeichnung gescheitert</translation>
    </message>
    <message>
        <source>%1 samples were not recorded.</source>
        <translation>%1 Samples wurden nicht aufgezeichnet.</translation>
    </message>
    <message>
        <source>Recording is suspended: %1 Monitoring goes on, and recording when space returns. %2</source>
        <translation>Die Aufzeichnung ist ausgesetzt: %1 Die Überwachung läuft weiter, die Aufzeichnung wieder, sobald Platz ist. %2</translation>
    </message>
    <message>
        <source>Recording stopped: %1 Monitoring goes on. %2</source>
        <translation>Aufzeichnung beendet: %1 Die Überwachung läuft weiter. %2</translation>
    </message>
    <message>
        <source>%1 samples safe on the disk, %2 on their way</source>
        <translation>%1 Samples auf dem Datenträger gesichert, %2 unterwegs</translation>
    </message>
    <message>
        <source>%1 files</source>
        <translation>%1 Dateien</translation>
    </message>
    <message>
        <source>%1 of %2, %3</source>
        <translation>%1 von %2, %3</translation>
    </message>
    <message>
        <source>%1, %2 old</source>
        <translation>%1, %2 alt</translation>
    </message>
    <message>
        <source>%1 of %2: %3</source>
        <translation>%1 von %2: %3</translation>
    </message>
    <message>
        <source>Last 5 min: %1 to %2</source>
        <translation>Letzte 5 min: %1 bis %2</translation>
    </message>
    <message>
        <source>Mean of every sample: %1</source>
        <translation>Mittel aller Samples: %1</translation>
    </message>
    <message>
        <source>Usual: %1 to %2</source>
        <translation>Üblich: %1 bis %2</translation>
    </message>
    <message>
        <source>Space or a click on the eye: show in the charts or not. Drag: to a chart, or to another place here.</source>
        <translation>Leertaste oder ein Klick auf das Auge: in den Diagrammen zeigen oder nicht. Ziehen: auf ein Diagramm oder an eine andere Stelle hier.</translation>
    </message>
    <message>
        <source>%1 is being recorded. Stop the recording first.</source>
        <translation>%1 wird gerade aufgezeichnet. Beenden Sie zuerst die Aufzeichnung.</translation>
    </message>
    <message>
        <source>%1 cannot go to the trash: there is none on its disk. Delete it in the file manager.</source>
        <translation>%1 kann nicht in den Papierkorb: auf diesem Datenträger gibt es keinen. Löschen Sie es in der Dateiverwaltung.</translation>
    </message>
    <message>
        <source>%1 could not be brought back by itself. It is in the trash of the desktop.</source>
        <translation>%1 ließ sich nicht von selbst zurückholen. Es liegt im Papierkorb des Systems.</translation>
    </message>
    <message>
        <source>A name needs at least one letter and no slash.</source>
        <translation>Ein Name braucht mindestens einen Buchstaben und keinen Schrägstrich.</translation>
    </message>
    <message>
        <source>There is a %1 already. Choose another name.</source>
        <translation>Es gibt schon ein %1. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>%1 cannot be renamed. Check that you may write into its folder.</source>
        <translation>%1 kann nicht umbenannt werden. Prüfen Sie, ob Sie in seinen Ordner schreiben dürfen.</translation>
    </message>
    <message>
        <source>%1 cannot be renamed: its log stays behind.</source>
        <translation>%1 kann nicht umbenannt werden: seine Logdatei bliebe zurück.</translation>
    </message>
    <message>
        <source>%1 to %2 (%3)</source>
        <translation>%1 bis %2 (%3)</translation>
    </message>
    <message>
        <source>A CSV of TelemetryHub.</source>
        <translation>Eine CSV-Datei von TelemetryHub.</translation>
    </message>
    <message>
        <source>tabs</source>
        <translation>Tabulatoren</translation>
    </message>
    <message>
        <source>semicolons</source>
        <translation>Semikolons</translation>
    </message>
    <message>
        <source>commas</source>
        <translation>Kommas</translation>
    </message>
    <message>
        <source>a decimal comma</source>
        <translation>Dezimalkomma</translation>
    </message>
    <message>
        <source>a decimal point</source>
        <translation>Dezimalpunkt</translation>
    </message>
    <message>
        <source>A table with %1 and %2.</source>
        <translation>Eine Tabelle mit %1 und %2.</translation>
    </message>
    <message>
        <source>Times from the column %1.</source>
        <translation>Zeiten aus der Spalte %1.</translation>
    </message>
    <message>
        <source>Times from the column %1; the date is unknown.</source>
        <translation>Zeiten aus der Spalte %1; das Datum ist unbekannt.</translation>
    </message>
    <message>
        <source>It has no times: its rows stand a second apart.</source>
        <translation>Sie hat keine Zeiten: Ihre Zeilen stehen eine Sekunde auseinander.</translation>
    </message>
    <message>
        <source>1 row could not be read</source>
        <translation>1 Zeile ist nicht lesbar</translation>
    </message>
    <message>
        <source>%1 rows could not be read</source>
        <translation>%1 Zeilen sind nicht lesbar</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>1 cell is no number and counts as no sample.</source>
        <translation>1 Zelle ist keine Zahl und zählt nicht als Sample.</translation>
    </message>
    <message>
        <source>%1 cells are no numbers and count as no samples.</source>
        <translation>%1 Zellen sind keine Zahlen und zählen nicht als Samples.</translation>
    </message>
    <message>
        <source>1 sample holds no value, only its time.</source>
        <translation>1 Sample enthält keinen Wert, nur seine Zeit.</translation>
    </message>
    <message>
        <source>%1 samples hold no value, only their times.</source>
        <translation>%1 Samples enthalten keinen Wert, nur ihre Zeiten.</translation>
    </message>
    <message>
        <source>Left out, no numbers: %1.</source>
        <translation>Ausgelassen, keine Zahlen: %1.</translation>
    </message>
    <message>
        <source>1 row is older than the row above it.</source>
        <translation>1 Zeile ist älter als die Zeile darüber.</translation>
    </message>
    <message>
        <source>%1 rows are older than the row above them.</source>
        <translation>%1 Zeilen sind älter als die Zeile darüber.</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>vollständig</translation>
    </message>
    <message>
        <source>still being recorded: open it again to see more</source>
        <translation>wird noch aufgezeichnet: neu öffnen, um mehr zu sehen</translation>
    </message>
    <message>
        <source>its recorder ended abruptly; everything durable is here</source>
        <translation>der Rekorder endete plötzlich; alles Gesicherte ist hier</translation>
    </message>
    <message>
        <source>1 device</source>
        <translation>1 Gerät</translation>
    </message>
    <message>
        <source>%1 devices</source>
        <translation>%1 Geräte</translation>
    </message>
    <message>
        <source>1 sample</source>
        <translation>1 Sample</translation>
    </message>
    <message>
        <source>and %1 more, which the tool tip names</source>
        <translation>und %1 weitere, im Tooltip genannt</translation>
    </message>
    <message>
        <source>Damaged, cannot be read; everything else can: %1.</source>
        <translation>Beschädigt, nicht lesbar; alles andere ist lesbar: %1.</translation>
    </message>
    <message>
        <source>1 sample has no time: it stands a second later.</source>
        <translation>1 Sample hat keine Zeit: es steht eine Sekunde später.</translation>
    </message>
    <message>
        <source>%1 samples have no time: they stand a second apart.</source>
        <translation>%1 Samples haben keine Zeit: sie stehen im Abstand einer Sekunde.</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>h</source>
        <translation>h</translation>
    </message>
    <message>
        <source>d</source>
        <translation>d</translation>
    </message>
    <message>
        <source>samples/s</source>
        <translation>Samples/s</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>Local time, %1</source>
        <translation>Ortszeit, %1</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>nothing decoded</source>
        <translation>nichts dekodiert</translation>
    </message>
    <message>
        <source>%1 sends what cannot be decoded</source>
        <translation>%1 sendet, was sich nicht dekodieren lässt</translation>
    </message>
    <message>
        <source>%1 was sent at %2, %3 after the fault was known.</source>
        <translation>%1 wurde um %2 gesendet, %3 nachdem die Störung bekannt war.</translation>
    </message>
    <message>
        <source>A silence of more than %1 is a fault.</source>
        <translation>Eine Stille von mehr als %1 ist eine Störung.</translation>
    </message>
    <message>
        <source>%1 lines of text are older than the console keeps.</source>
        <translation>%1 Zeilen Text sind älter, als die Konsole behält.</translation>
    </message>
    <message>
        <source>the port was not emptied in time</source>
        <translation>der Port wurde nicht rechtzeitig geleert</translation>
    </message>
    <message>
        <source>the system&apos;s buffer was full</source>
        <translation>der Puffer des Systems war voll</translation>
    </message>
    <message>
        <source>no stop bit</source>
        <translation>kein Stoppbit</translation>
    </message>
    <message>
        <source>wrong parity</source>
        <translation>falsche Parität</translation>
    </message>
    <message>
        <source>%1 late at most</source>
        <translation>höchstens %1 zu spät</translation>
    </message>
    <message>
        <source>%1 since the start</source>
        <translation>%1 seit dem Start</translation>
    </message>
    <message>
        <source>raised priority</source>
        <translation>erhöhte Priorität</translation>
    </message>
    <message>
        <source>Reading stood still for a moment: a port without flow control may have lost bytes. The machine is busy, or the program may not raise its priority.</source>
        <translation>Das Lesen stand einen Moment still: Ein Port ohne Flusskontrolle kann Bytes verloren haben. Der Rechner ist ausgelastet, oder das Programm darf seine Priorität nicht erhöhen.</translation>
    </message>
</context>
<context>
    <name>replay</name>
    <message>
        <source>No device was recorded in %1. Choose another.</source>
        <translation>In %1 ist kein Gerät aufgezeichnet. Wählen Sie eine andere Aufzeichnung.</translation>
    </message>
</context>
<context>
    <name>session</name>
    <message>
        <source>There is no room for a temporary file: %1. Make some, or point TMPDIR to another disk.</source>
        <translation>Für eine temporäre Datei ist kein Platz: %1. Schaffen Sie Platz oder lassen Sie TMPDIR auf einen anderen Datenträger zeigen.</translation>
    </message>
</context>
<context>
    <name>telemetryhub::app::ConfigReload</name>
    <message>
        <source>The configuration has mistakes; nothing was changed. %1</source>
        <translation>Die Konfiguration enthält Fehler; nichts wurde geändert. %1</translation>
    </message>
    <message>
        <source>The configuration names no devices any more; nothing was changed. If there are to be none, write devices = none into [hub].</source>
        <translation>Die Konfiguration nennt keine Geräte mehr; nichts wurde geändert. Soll es keine geben, schreiben Sie devices = none in [hub].</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::AlarmNotifier</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n critical event(s)</source>
        <translation><numerusform>%n kritisches Ereignis</numerusform><numerusform>%n kritische Ereignisse</numerusform></translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::BigNumbers</name>
    <message>
        <source>Big numbers</source>
        <translation>Große Zahlen</translation>
    </message>
    <message>
        <source>No values yet.
They appear when a device measures. Esc goes back.</source>
        <translation>Noch keine Werte.
Sie erscheinen, wenn ein Gerät misst. Esc geht zurück.</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ChannelChooser</name>
    <message>
        <source>Channels of this panel</source>
        <translation>Kanäle dieses Bereichs</translation>
    </message>
    <message>
        <source>Filter by channel, device, unit</source>
        <translation>Nach Kanal, Gerät, Einheit filtern</translation>
    </message>
    <message>
        <source>Filter channels</source>
        <translation>Kanäle filtern</translation>
    </message>
    <message>
        <source>Up and Down choose, Enter shows or hides, Esc closes</source>
        <translation>Hoch und Runter wählen, Enter zeigt oder verbirgt, Esc schließt</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Close the list of channels</source>
        <translation>Die Liste der Kanäle schließen</translation>
    </message>
    <message>
        <source>No channel yet. Channels appear when a device measures.</source>
        <translation>Noch kein Kanal. Kanäle erscheinen, wenn ein Gerät misst.</translation>
    </message>
    <message>
        <source>No channel fits “%1”.</source>
        <translation>Kein Kanal passt zu „%1“.</translation>
    </message>
    <message numerus="yes">
        <source>%n channels. Enter shows or hides, Esc closes.</source>
        <translation><numerusform>%n Kanal. Enter zeigt oder verbirgt, Esc schließt.</numerusform><numerusform>%n Kanäle. Enter zeigt oder verbirgt, Esc schließt.</numerusform></translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ChannelChooserModel</name>
    <message numerus="yes">
        <source>%1, %n channels</source>
        <translation><numerusform>%1, %n Kanal</numerusform><numerusform>%1, %n Kanäle</numerusform></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 of %2
Space or Enter: show or not</source>
        <translation>%1 von %2
Leertaste oder Enter: zeigen oder nicht</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ChannelDrop</name>
    <message>
        <source>Add to this lane</source>
        <translation>Zu dieser Spur hinzufügen</translation>
    </message>
    <message>
        <source>New lane</source>
        <translation>Neue Spur</translation>
    </message>
    <message>
        <source>Show here</source>
        <translation>Hier zeigen</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ChartMenus</name>
    <message>
        <source>Lanes</source>
        <translation>Spuren</translation>
    </message>
    <message>
        <source>By channel</source>
        <translation>Nach Kanal</translation>
    </message>
    <message>
        <source>By unit</source>
        <translation>Nach Einheit</translation>
    </message>
    <message>
        <source>By device</source>
        <translation>Nach Gerät</translation>
    </message>
    <message>
        <source>One plot</source>
        <translation>Ein Diagramm</translation>
    </message>
    <message>
        <source>Arranged</source>
        <translation>Eigene Anordnung</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>Fest</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>Auto</translation>
    </message>
    <message>
        <source>Tight</source>
        <translation>Eng</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>Automatic: calm</source>
        <translation>Automatisch: ruhig</translation>
    </message>
    <message>
        <source>Automatic: tight</source>
        <translation>Automatisch: eng</translation>
    </message>
    <message>
        <source>Fix a range</source>
        <translation>Wertebereich festhalten</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1…</translation>
    </message>
    <message>
        <source>Fix the range of %1…</source>
        <translation>Wertebereich von %1 festhalten…</translation>
    </message>
    <message>
        <source>Automatic range</source>
        <translation>Automatischer Wertebereich</translation>
    </message>
    <message>
        <source>Zoom into a box</source>
        <translation>In einen Ausschnitt zoomen</translation>
    </message>
    <message>
        <source>Undo the zoom</source>
        <translation>Zoom rückgängig machen</translation>
    </message>
    <message>
        <source>Automatic ranges everywhere</source>
        <translation>Überall automatische Wertebereiche</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ChartPages</name>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>New page of charts (Ctrl+T)</source>
        <translation>Neue Diagrammseite (Strg+T)</translation>
    </message>
    <message>
        <source>New page of charts</source>
        <translation>Neue Diagrammseite</translation>
    </message>
    <message>
        <source>Undo closing</source>
        <translation>Schließen rückgängig machen</translation>
    </message>
    <message>
        <source>Bring back what was closed last (Ctrl+Shift+T)</source>
        <translation>Zuletzt Geschlossenes zurückholen (Strg+Umschalt+T)</translation>
    </message>
    <message>
        <source>&amp;New page</source>
        <translation>&amp;Neue Seite</translation>
    </message>
    <message>
        <source>&amp;Rename page</source>
        <translation>Seite &amp;umbenennen</translation>
    </message>
    <message>
        <source>&amp;Close page</source>
        <translation>Seite &amp;schließen</translation>
    </message>
    <message>
        <source>&amp;Undo closing</source>
        <translation>Schließen &amp;rückgängig machen</translation>
    </message>
    <message>
        <source>Ne&amp;xt page</source>
        <translation>Nä&amp;chste Seite</translation>
    </message>
    <message>
        <source>&amp;Previous page</source>
        <translation>&amp;Vorige Seite</translation>
    </message>
    <message>
        <source>Next p&amp;anel</source>
        <translation>Nächster &amp;Bereich</translation>
    </message>
    <message>
        <source>Previous pane&amp;l</source>
        <translation>Vori&amp;ger Bereich</translation>
    </message>
    <message>
        <source>%1 (double click or F2: rename)</source>
        <translation>%1 (Doppelklick oder F2: umbenennen)</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>Seite %1</translation>
    </message>
    <message>
        <source>Undo: panel closed</source>
        <translation>Rückgängig: Bereich geschlossen</translation>
    </message>
    <message>
        <source>Undo: %1 closed</source>
        <translation>Rückgängig: %1 geschlossen</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ChartPanel</name>
    <message>
        <source>Chart panel</source>
        <translation>Diagrammbereich</translation>
    </message>
    <message>
        <source>Choose channels</source>
        <translation>Kanäle wählen</translation>
    </message>
    <message>
        <source>Split right</source>
        <translation>Rechts teilen</translation>
    </message>
    <message>
        <source>Split below</source>
        <translation>Unten teilen</translation>
    </message>
    <message>
        <source>Close this panel</source>
        <translation>Diesen Bereich schließen</translation>
    </message>
    <message>
        <source>Channels and panels: choose (C), split right (Ctrl+Shift+E), split below (Ctrl+Shift+O), close (Ctrl+Shift+W)</source>
        <translation>Kanäle und Bereiche: wählen (C), rechts teilen (Strg+Umschalt+E), unten teilen (Strg+Umschalt+O), schließen (Strg+Umschalt+W)</translation>
    </message>
    <message>
        <source>Channels and panels</source>
        <translation>Kanäle und Bereiche</translation>
    </message>
    <message>
        <source>Remove all channels</source>
        <translation>Alle Kanäle entfernen</translation>
    </message>
    <message>
        <source>Channels of this panel</source>
        <translation>Kanäle dieses Bereichs</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Remove %1 from this panel</source>
        <translation>%1 aus diesem Bereich entfernen</translation>
    </message>
    <message>
        <source>Move %1 to lane</source>
        <translation>%1 in Spur verschieben</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>New lane</source>
        <translation>Neue Spur</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ChartSaver</name>
    <message>
        <source>Save picture…</source>
        <translation>Bild speichern…</translation>
    </message>
    <message>
        <source>Export the samples in view…</source>
        <translation>Sichtbare Samples exportieren…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Drucken…</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Copy values</source>
        <translation>Werte kopieren</translation>
    </message>
    <message>
        <source>%1 could not be written. Choose another folder.</source>
        <translation>%1 kann nicht geschrieben werden. Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation>Diagramm speichern</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>Bild (*.png)</translation>
    </message>
    <message>
        <source>Drawing (*.svg)</source>
        <translation>Zeichnung (*.svg)</translation>
    </message>
    <message>
        <source>Page (*.pdf)</source>
        <translation>Seite (*.pdf)</translation>
    </message>
    <message>
        <source>The printer does not take the page. Look whether it is switched on, or save a PDF.</source>
        <translation>Der Drucker nimmt die Seite nicht an. Prüfen Sie, ob er eingeschaltet ist, oder speichern Sie ein PDF.</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ChartTabs</name>
    <message>
        <source>Chart pages</source>
        <translation>Diagrammseiten</translation>
    </message>
    <message>
        <source>Name of the page</source>
        <translation>Name der Seite</translation>
    </message>
    <message>
        <source>Enter takes the name, Esc leaves it</source>
        <translation>Enter übernimmt den Namen, Esc lässt ihn</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ChartTrigger</name>
    <message>
        <source>the channel is shown again</source>
        <translation>der Kanal wieder gezeigt wird</translation>
    </message>
    <message>
        <source>%1 rises through %2</source>
        <translation>%1 über %2 steigt</translation>
    </message>
    <message>
        <source>%1 falls through %2</source>
        <translation>%1 unter %2 fällt</translation>
    </message>
    <message>
        <source>%1 is at least %2</source>
        <translation>%1 mindestens %2 ist</translation>
    </message>
    <message>
        <source>%1 is at most %2</source>
        <translation>%1 höchstens %2 ist</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Armed: waits until %1</source>
        <translation>Scharf: wartet, bis %1</translation>
    </message>
    <message>
        <source>Not found up to the last sample</source>
        <translation>Bis zum letzten Sample nicht gefunden</translation>
    </message>
    <message>
        <source>Triggered at %1</source>
        <translation>Ausgelöst um %1</translation>
    </message>
    <message numerus="yes">
        <source>Triggered %n times, last at %1</source>
        <translation><numerusform>%n-mal ausgelöst, zuletzt um %1</numerusform><numerusform>%n-mal ausgelöst, zuletzt um %1</numerusform></translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ChartView</name>
    <message>
        <source>Chart</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Drag channels here, or press C to choose.</source>
        <translation>Kanäle hierher ziehen oder mit C wählen.</translation>
    </message>
    <message>
        <source>No channel is shown. Tick channels in the list.</source>
        <translation>Kein Kanal wird gezeigt. Wählen Sie Kanäle in der Liste aus.</translation>
    </message>
    <message>
        <source>No data yet.</source>
        <translation>Noch keine Daten.</translation>
    </message>
    <message>
        <source>There are no samples.</source>
        <translation>Es gibt keine Samples.</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::CommandMenu</name>
    <message>
        <source>Comma&amp;nds</source>
        <translation>Befe&amp;hle</translation>
    </message>
    <message>
        <source>Sends %1</source>
        <translation>Sendet %1</translation>
    </message>
    <message>
        <source>Send “%1” to %2? The bytes are %3.</source>
        <translation>„%1“ an %2 senden? Die Bytes sind %3.</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>&amp;Senden</translation>
    </message>
    <message>
        <source>“%1” was sent to %2.</source>
        <translation>„%1“ wurde an %2 gesendet.</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::CommandPalette</name>
    <message>
        <source>Find a command</source>
        <translation>Befehl suchen</translation>
    </message>
    <message>
        <source>Find command, device, channel</source>
        <translation>Befehl, Gerät, Kanal suchen</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Gefundenes</translation>
    </message>
    <message>
        <source>Nothing is named “%1”.</source>
        <translation>Nichts heißt „%1“.</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ConfigActions</name>
    <message>
        <source>&amp;Reload configuration</source>
        <translation>Konfiguration &amp;neu laden</translation>
    </message>
    <message>
        <source>&amp;Export configuration…</source>
        <translation>Konfiguration e&amp;xportieren…</translation>
    </message>
    <message>
        <source>Read the configuration files again</source>
        <translation>Die Konfigurationsdateien neu lesen</translation>
    </message>
    <message>
        <source>The program was started without a configuration file</source>
        <translation>Das Programm wurde ohne Konfigurationsdatei gestartet</translation>
    </message>
    <message>
        <source>Write a file that runs these devices without a window</source>
        <translation>Eine Datei schreiben, mit der diese Geräte ohne Fenster laufen</translation>
    </message>
    <message>
        <source>Export the configuration</source>
        <translation>Konfiguration exportieren</translation>
    </message>
    <message>
        <source>Configuration (*.ini)</source>
        <translation>Konfiguration (*.ini)</translation>
    </message>
    <message>
        <source>The configuration was written to %1.</source>
        <translation>Die Konfiguration wurde nach %1 geschrieben.</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ConnectDialog</name>
    <message>
        <source>Connect a device</source>
        <translation>Gerät verbinden</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Was nicht stimmt</translation>
    </message>
    <message>
        <source>Specification of the device</source>
        <translation>Spezifikation des Geräts</translation>
    </message>
    <message>
        <source>Copy the specification; it is the same on the command line</source>
        <translation>Die Spezifikation kopieren; auf der Befehlszeile ist sie dieselbe</translation>
    </message>
    <message>
        <source>Copy the specification</source>
        <translation>Spezifikation kopieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Add, do not start</source>
        <translation>Hin&amp;zufügen, nicht starten</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>1 port; the list refreshes by itself</source>
        <translation>1 Anschluss; die Liste aktualisiert sich selbst</translation>
    </message>
    <message>
        <source>%1 ports; the list refreshes by itself</source>
        <translation>%1 Anschlüsse; die Liste aktualisiert sich selbst</translation>
    </message>
    <message>
        <source>Serial port</source>
        <translation>Serieller Anschluss</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>The device is made anew under its name and keeps its place. Its history begins anew; recordings keep what they have.</source>
        <translation>Das Gerät wird unter seinem Namen neu angelegt und behält seinen Platz. Sein Verlauf beginnt neu; Aufzeichnungen behalten, was sie haben.</translation>
    </message>
    <message>
        <source>Needs no hardware. Its values go the same way as those of a real device.</source>
        <translation>Braucht keine Hardware. Die Werte gehen denselben Weg wie die eines echten Geräts.</translation>
    </message>
    <message>
        <source>For a serial device server or any program that sends lines. A connection that ends or is refused is tried again, for ever.</source>
        <translation>Für einen seriellen Geräteserver oder jedes Programm, das Zeilen sendet. Eine Verbindung, die endet oder abgewiesen wird, wird immer wieder versucht.</translation>
    </message>
    <message>
        <source>Whoever reaches the port can send. Listen at 127.0.0.1 to hear this machine alone. A sender cannot be held back: what comes too fast is lost uncounted.</source>
        <translation>Wer den Port erreicht, kann senden. Mit 127.0.0.1 wird nur dieser Rechner gehört. Ein Sender lässt sich nicht bremsen: Was zu schnell kommt, geht ungezählt verloren.</translation>
    </message>
    <message>
        <source>A path, or a specification as on the command line, such as tcp:HOST:PORT, udp:PORT or serial:/dev/ttyUSB0?baud=9600.</source>
        <translation>Ein Pfad oder eine Spezifikation wie auf der Befehlszeile, etwa tcp:HOST:PORT, udp:PORT oder serial:/dev/ttyUSB0?baud=9600.</translation>
    </message>
    <message>
        <source>Plays the bytes of a file as if a device sent them. Nothing is lost: a replay waits when the queue is full.</source>
        <translation>Spielt die Bytes einer Datei ab, als sendete sie ein Gerät. Nichts geht verloren: Die Wiedergabe wartet, wenn die Warteschlange voll ist.</translation>
    </message>
    <message>
        <source>Opening a port raises DTR and RTS: an Arduino restarts, and its first bytes may be unreadable. An unplugged device is found again by itself.</source>
        <translation>Das Öffnen eines Anschlusses setzt DTR und RTS: Ein Arduino startet neu, und seine ersten Bytes sind vielleicht unlesbar. Ein ausgestecktes Gerät wird von selbst wiedergefunden.</translation>
    </message>
    <message>
        <source>&amp;Save and start</source>
        <translation>Speichern &amp;und starten</translation>
    </message>
    <message>
        <source>&amp;Connect anyway</source>
        <translation>Trotzdem &amp;verbinden</translation>
    </message>
    <message>
        <source>There is no preview before this is put right.</source>
        <translation>Ohne diese Korrektur gibt es keine Vorschau.</translation>
    </message>
    <message>
        <source>A recorded session has no bytes to look at.</source>
        <translation>Eine aufgezeichnete Sitzung hat keine Bytes zum Ansehen.</translation>
    </message>
    <message>
        <source>The device reads this source now; stop it to look at it here.</source>
        <translation>Das Gerät liest diese Quelle gerade; stoppen Sie es, um sie hier anzusehen.</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>%1 bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Saves; the device starts again when it measures</source>
        <translation>Speichert; das Gerät startet neu, wenn es misst</translation>
    </message>
    <message>
        <source>The device takes over.</source>
        <translation>Das Gerät übernimmt.</translation>
    </message>
    <message>
        <source>Give the device a name.</source>
        <translation>Geben Sie dem Gerät einen Namen.</translation>
    </message>
    <message>
        <source>A name has up to %1 letters, digits, and _ . : - but no spaces.</source>
        <translation>Ein Name hat bis zu %1 Buchstaben, Ziffern und _ . : -, aber keine Leerzeichen.</translation>
    </message>
    <message>
        <source>There is a device of this name already. Choose another name.</source>
        <translation>Ein Gerät dieses Namens gibt es schon. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>Choose the file to replay.</source>
        <translation>Wählen Sie die Datei für die Wiedergabe.</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>Die Datei %1 gibt es nicht.</translation>
    </message>
    <message>
        <source>You may not read %1.</source>
        <translation>Keine Berechtigung, %1 zu lesen.</translation>
    </message>
    <message>
        <source>Type the host to connect to.</source>
        <translation>Geben Sie den Host der Verbindung ein.</translation>
    </message>
    <message>
        <source>Type the port of the host, 1 to 65535.</source>
        <translation>Geben Sie den Port des Hosts ein, 1 bis 65535.</translation>
    </message>
    <message>
        <source>Type the port to listen on, 1 to 65535.</source>
        <translation>Geben Sie den Port zum Lauschen ein, 1 bis 65535.</translation>
    </message>
    <message>
        <source>%1 listens on this port already. Choose another one.</source>
        <translation>%1 lauscht schon an diesem Port. Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Choose a port or type its path.</source>
        <translation>Wählen Sie einen Anschluss oder geben Sie seinen Pfad ein.</translation>
    </message>
    <message>
        <source>%1 is connected as %2 already. Choose another port.</source>
        <translation>%1 ist schon als %2 verbunden. Wählen Sie einen anderen Anschluss.</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ConsoleDelegate</name>
    <message>
        <source>frame: %1</source>
        <translation>Rahmen: %1</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ConsoleModel</name>
    <message>
        <source>A frame that was dropped: %1. Its bytes are counted as discarded in the ledger.</source>
        <translation>Ein verworfener Rahmen: %1. Seine Bytes zählen in der Buchführung als verworfen.</translation>
    </message>
    <message>
        <source>out</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>in</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>(damaged: %1)</source>
        <translation>(beschädigt: %1)</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ConsolePanel</name>
    <message>
        <source>&amp;Pause</source>
        <translation>Anhal&amp;ten</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>&amp;Leeren</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Save what is shown…</source>
        <translation>Angezeigtes &amp;speichern…</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>S&amp;uchen</translation>
    </message>
    <message>
        <source>Hold the list still; what comes waits (Space in the list)</source>
        <translation>Die Liste anhalten; was kommt, wartet (Leertaste in der Liste)</translation>
    </message>
    <message>
        <source>Console: bytes received and sent</source>
        <translation>Konsole: empfangene und gesendete Bytes</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Whose bytes are shown</source>
        <translation>Wessen Bytes gezeigt werden</translation>
    </message>
    <message>
        <source>Stay with this device</source>
        <translation>Bei diesem Gerät bleiben</translation>
    </message>
    <message>
        <source>Stay with this device, whatever is selected in the list</source>
        <translation>Bei diesem Gerät bleiben, was auch immer in der Liste gewählt ist</translation>
    </message>
    <message>
        <source>More about the console</source>
        <translation>Mehr zur Konsole</translation>
    </message>
    <message>
        <source>Directions, copy, save, clear</source>
        <translation>Richtungen, kopieren, speichern, leeren</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Show text</source>
        <translation>Text zeigen</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>Show hex digits</source>
        <translation>Hex-Ziffern zeigen</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Beides</translation>
    </message>
    <message>
        <source>Show hex digits and text</source>
        <translation>Hex-Ziffern und Text zeigen</translation>
    </message>
    <message>
        <source>Go to the newest row</source>
        <translation>Zur neuesten Zeile gehen</translation>
    </message>
    <message>
        <source>Go to the newest row and stay there (Ctrl+End in the list)</source>
        <translation>Zur neuesten Zeile gehen und dort bleiben (Strg+Ende in der Liste)</translation>
    </message>
    <message>
        <source>&amp;Both directions</source>
        <translation>&amp;Beide Richtungen</translation>
    </message>
    <message>
        <source>Only what was &amp;received</source>
        <translation>Nur &amp;Empfangenes</translation>
    </message>
    <message>
        <source>Only what was s&amp;ent</source>
        <translation>Nur &amp;Gesendetes</translation>
    </message>
    <message>
        <source>not watched from %1 to %2</source>
        <translation>nicht beobachtet von %1 bis %2</translation>
    </message>
    <message>
        <source>out</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>in</source>
        <translation>ein</translation>
    </message>
    <message numerus="yes">
        <source>paused, %n waiting</source>
        <translation><numerusform>angehalten, %n wartet</numerusform><numerusform>angehalten, %n warten</numerusform></translation>
    </message>
    <message>
        <source>showing 1 of %1 lines, nothing is dropped from the ledger</source>
        <translation>zeigt 1 von %1 Zeilen, in der Buchführung fehlt nichts</translation>
    </message>
    <message>
        <source>%1 reads went by unseen</source>
        <translation>%1 Lesevorgänge nicht gezeigt</translation>
    </message>
    <message>
        <source>%1 older rows are not kept</source>
        <translation>%1 ältere Zeilen nicht behalten</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%1 von %2 Zeilen</translation>
    </message>
    <message>
        <source>No device yet.</source>
        <translation>Noch kein Gerät.</translation>
    </message>
    <message>
        <source>%1 has no wire: its samples are pushed.</source>
        <translation>%1 hat keine Leitung: Seine Samples werden eingespeist.</translation>
    </message>
    <message>
        <source>No row fits what is shown.</source>
        <translation>Keine Zeile passt zur Anzeige.</translation>
    </message>
    <message>
        <source>%1 is not started. Its bytes appear here when it is.</source>
        <translation>%1 ist nicht gestartet. Nach dem Start erscheinen seine Bytes hier.</translation>
    </message>
    <message>
        <source>No bytes yet; opened %1 ago</source>
        <translation>Noch keine Bytes; vor %1 geöffnet</translation>
    </message>
    <message>
        <source>from the other end</source>
        <translation>vom anderen Ende</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>Save the rows that are shown</source>
        <translation>Die angezeigten Zeilen speichern</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
    <message>
        <source>The console was saved into %1.</source>
        <translation>Die Konsole wurde in %1 gespeichert.</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::DecodingDialog</name>
    <message>
        <source>Newest bytes</source>
        <translation>Neueste Bytes</translation>
    </message>
    <message>
        <source>The last damaged frame</source>
        <translation>Der letzte beschädigte Rahmen</translation>
    </message>
    <message>
        <source>Samples arrive.</source>
        <translation>Samples kommen an.</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>Formate</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>What speaks for or against it</source>
        <translation>Was dafür oder dagegen spricht</translation>
    </message>
    <message>
        <source>&amp;Use this format</source>
        <translation>Dieses Format &amp;verwenden</translation>
    </message>
    <message>
        <source>Find it &amp;automatically</source>
        <translation>&amp;Automatisch finden</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Decoding of %1</source>
        <translation>Dekodierung von %1</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>in Verwendung</translation>
    </message>
    <message>
        <source>found: %1</source>
        <translation>gefunden: %1</translation>
    </message>
    <message>
        <source>The last one at %1: %2.</source>
        <translation>Der letzte um %1: %2.</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::DeviceActions</name>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>S&amp;toppen</translation>
    </message>
    <message>
        <source>&amp;Reset…</source>
        <translation>&amp;Zurücksetzen…</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>&amp;Undo removal</source>
        <translation>Entfernen &amp;rückgängig machen</translation>
    </message>
    <message>
        <source>&amp;Copy specification</source>
        <translation>Spezifikation &amp;kopieren</translation>
    </message>
    <message>
        <source>Start &amp;all</source>
        <translation>&amp;Alle starten</translation>
    </message>
    <message>
        <source>St&amp;op all</source>
        <translation>A&amp;lle stoppen</translation>
    </message>
    <message>
        <source>S&amp;end…</source>
        <translation>Se&amp;nden…</translation>
    </message>
    <message>
        <source>Re&amp;hearse faults…</source>
        <translation>&amp;Fehler proben…</translation>
    </message>
    <message>
        <source>&amp;Decoding…</source>
        <translation>&amp;Dekodierung…</translation>
    </message>
    <message>
        <source>How its bytes are read, and why not</source>
        <translation>Wie seine Bytes gelesen werden und warum nicht</translation>
    </message>
    <message>
        <source>Save as &amp;profile…</source>
        <translation>Als &amp;Profil speichern…</translation>
    </message>
    <message>
        <source>Acknowledge a&amp;larms</source>
        <translation>Alarme &amp;quittieren</translation>
    </message>
    <message>
        <source>E&amp;dit…</source>
        <translation>&amp;Bearbeiten…</translation>
    </message>
    <message>
        <source>D&amp;uplicate…</source>
        <translation>D&amp;uplizieren…</translation>
    </message>
    <message>
        <source>Try &amp;now</source>
        <translation>&amp;Jetzt versuchen</translation>
    </message>
    <message>
        <source>Sho&amp;w cause</source>
        <translation>Ursache ze&amp;igen</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>%1 zurücksetzen</translation>
    </message>
    <message>
        <source>%1 Check the device first. After the reset it is Idle and can be started.</source>
        <translation>%1 Prüfen Sie zuerst das Gerät. Nach dem Zurücksetzen ist es bereit und lässt sich starten.</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>&amp;Zurücksetzen</translation>
    </message>
    <message>
        <source>Try all &amp;baud rates…</source>
        <translation>Alle &amp;Baudraten versuchen…</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::DeviceDelegate</name>
    <message>
        <source>Reset…</source>
        <translation>Zurücksetzen…</translation>
    </message>
    <message>
        <source>Show cause</source>
        <translation>Ursache zeigen</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Try all rates</source>
        <translation>Alle Raten versuchen</translation>
    </message>
    <message>
        <source>Decoding…</source>
        <translation>Dekodierung…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::DeviceForm</name>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Profi&amp;le</source>
        <translation>Prof&amp;il</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>&amp;Format</translation>
    </message>
    <message>
        <source> Hz</source>
        <translation> Hz</translation>
    </message>
    <message>
        <source>&amp;Rate</source>
        <translation>&amp;Rate</translation>
    </message>
    <message>
        <source>C&amp;hannels</source>
        <translation>&amp;Kanäle</translation>
    </message>
    <message>
        <source>%1 × the wire</source>
        <translation>%1 × Leitungstempo</translation>
    </message>
    <message>
        <source>as fast as possible</source>
        <translation>so schnell wie möglich</translation>
    </message>
    <message>
        <source> times</source>
        <translation>-mal</translation>
    </message>
    <message>
        <source>F&amp;ile</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Speed</source>
        <translation>&amp;Tempo</translation>
    </message>
    <message>
        <source>Re&amp;peat</source>
        <translation>&amp;Wiederholung</translation>
    </message>
    <message>
        <source>A name or an address</source>
        <translation>Ein Name oder eine Adresse</translation>
    </message>
    <message>
        <source>&amp;Host</source>
        <translation>&amp;Host</translation>
    </message>
    <message>
        <source>&amp;Port</source>
        <translation>&amp;Port</translation>
    </message>
    <message>
        <source>TCP port</source>
        <translation>TCP-Port</translation>
    </message>
    <message>
        <source>every address of this machine</source>
        <translation>jede Adresse dieses Rechners</translation>
    </message>
    <message>
        <source>none; such as 239.1.2.3</source>
        <translation>keine; etwa 239.1.2.3</translation>
    </message>
    <message>
        <source>the system chooses</source>
        <translation>das System wählt</translation>
    </message>
    <message>
        <source>UDP port</source>
        <translation>UDP-Port</translation>
    </message>
    <message>
        <source>&amp;Listen at</source>
        <translation>&amp;Lauschen an</translation>
    </message>
    <message>
        <source>&amp;Multicast</source>
        <translation>&amp;Multicast</translation>
    </message>
    <message>
        <source>&amp;Interface</source>
        <translation>S&amp;chnittstelle</translation>
    </message>
    <message>
        <source>A captured byte stream</source>
        <translation>Ein mitgeschnittener Bytestrom</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Datei wählen</translation>
    </message>
    <message>
        <source>Choose a capture</source>
        <translation>Mitschnitt wählen</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::DeviceModel</name>
    <message>
        <source>%1
F2 renames the group; Left and Right fold and unfold it.</source>
        <translation>%1
F2 benennt die Gruppe um; Links und Rechts klappen sie zu und auf.</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::DeviceTree</name>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::DevicesPanel</name>
    <message>
        <source>No device has this in its name, port, state or channels.</source>
        <translation>Kein Gerät hat dies in Namen, Anschluss, Zustand oder Kanälen.</translation>
    </message>
    <message>
        <source>Filter by name, port, state</source>
        <translation>Nach Name, Anschluss, Zustand filtern</translation>
    </message>
    <message>
        <source>Filter devices</source>
        <translation>Geräte filtern</translation>
    </message>
    <message>
        <source>Filter by name, port, format, state or channel (Ctrl+F)</source>
        <translation>Nach Name, Anschluss, Format, Zustand oder Kanal filtern (Strg+F)</translation>
    </message>
    <message>
        <source>More about devices and groups</source>
        <translation>Mehr zu Geräten und Gruppen</translation>
    </message>
    <message>
        <source>More about devices and groups (Menu)</source>
        <translation>Mehr zu Geräten und Gruppen (Menü)</translation>
    </message>
    <message>
        <source>No device yet.
Connect one or start the simulated one.</source>
        <translation>Noch kein Gerät.
Verbinden Sie eins oder starten Sie das simulierte.</translation>
    </message>
    <message>
        <source>Connect a device</source>
        <translation>Gerät verbinden</translation>
    </message>
    <message>
        <source>Start the &amp;simulated device</source>
        <translation>&amp;Simuliertes Gerät starten</translation>
    </message>
    <message>
        <source>Start the simulated device</source>
        <translation>Simuliertes Gerät starten</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Undo removal</source>
        <translation>Entfernen rückgängig machen</translation>
    </message>
    <message>
        <source>Removed %1.</source>
        <translation>%1 wurde entfernt.</translation>
    </message>
    <message>
        <source>New &amp;group</source>
        <translation>Neue &amp;Gruppe</translation>
    </message>
    <message>
        <source>&amp;Unfold all</source>
        <translation>Alle &amp;aufklappen</translation>
    </message>
    <message>
        <source>F&amp;old all</source>
        <translation>Alle &amp;zuklappen</translation>
    </message>
    <message>
        <source>&amp;Start the group	F5</source>
        <translation>Gruppe &amp;starten	F5</translation>
    </message>
    <message>
        <source>S&amp;top the group	Shift+F5</source>
        <translation>Gruppe s&amp;toppen	Umschalt+F5</translation>
    </message>
    <message>
        <source>&amp;Rename	F2</source>
        <translation>&amp;Umbenennen	F2</translation>
    </message>
    <message>
        <source>Move &amp;up	Alt+Up</source>
        <translation>Nach &amp;oben	Alt+Hoch</translation>
    </message>
    <message>
        <source>Move &amp;down	Alt+Down</source>
        <translation>Nach u&amp;nten	Alt+Runter</translation>
    </message>
    <message>
        <source>Re&amp;move the group</source>
        <translation>Gruppe &amp;entfernen</translation>
    </message>
    <message>
        <source>Its devices stay, in no group.</source>
        <translation>Ihre Geräte bleiben, in keiner Gruppe.</translation>
    </message>
    <message>
        <source>Show in the &amp;chart	Space</source>
        <translation>Im &amp;Diagramm zeigen	Leertaste</translation>
    </message>
    <message>
        <source>Co&amp;py the value</source>
        <translation>&amp;Wert kopieren</translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation>&amp;Gruppe</translation>
    </message>
    <message>
        <source>In no group</source>
        <translation>In keiner Gruppe</translation>
    </message>
    <message>
        <source>In a &amp;new group</source>
        <translation>In &amp;neuer Gruppe</translation>
    </message>
    <message>
        <source>Move up	Alt+Up</source>
        <translation>Nach oben	Alt+Hoch</translation>
    </message>
    <message>
        <source>Move down	Alt+Down</source>
        <translation>Nach unten	Alt+Runter</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::DockTitle</name>
    <message>
        <source>Float or dock %1</source>
        <translation>%1 lösen oder andocken</translation>
    </message>
    <message>
        <source>Close %1; the View menu brings it back</source>
        <translation>%1 schließen; das Menü Ansicht bringt es zurück</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::EventMarks</name>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>%1  %2: %3</source>
        <translation>%1  %2: %3</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation><numerusform>und %n weiteres</numerusform><numerusform>und %n weitere</numerusform></translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::EventsDelegate</name>
    <message>
        <source>Show this time in the charts (Enter)</source>
        <translation>Diese Zeit in den Diagrammen zeigen (Enter)</translation>
    </message>
    <message>
        <source>Acknowledge (K)</source>
        <translation>Quittieren (K)</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::EventsModel</name>
    <message>
        <source>removed device</source>
        <translation>entferntes Gerät</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Marke</translation>
    </message>
    <message>
        <source>TelemetryHub</source>
        <translation>TelemetryHub</translation>
    </message>
    <message>
        <source>Urgency</source>
        <translation>Dringlichkeit</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>%1 times, from %2 to %3</source>
        <translation>%1-mal, von %2 bis %3</translation>
    </message>
    <message>
        <source>Not acknowledged: K acknowledges it.</source>
        <translation>Nicht quittiert: K quittiert es.</translation>
    </message>
    <message>
        <source>%1 times</source>
        <translation>%1-mal</translation>
    </message>
    <message>
        <source>not acknowledged</source>
        <translation>nicht quittiert</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::EventsPanel</name>
    <message>
        <source>&amp;Show all</source>
        <translation>&amp;Alle zeigen</translation>
    </message>
    <message>
        <source>Show all events</source>
        <translation>Alle Ereignisse zeigen</translation>
    </message>
    <message>
        <source>Take the filter away</source>
        <translation>Filter entfernen</translation>
    </message>
    <message>
        <source>&amp;Acknowledge</source>
        <translation>&amp;Quittieren</translation>
    </message>
    <message>
        <source>Acknowledge a&amp;ll</source>
        <translation>A&amp;lle quittieren</translation>
    </message>
    <message>
        <source>&amp;Jump to the time in the charts</source>
        <translation>&amp;Zur Zeit in den Diagrammen springen</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Export what is shown…</source>
        <translation>Angezeigtes &amp;exportieren…</translation>
    </message>
    <message>
        <source>Somebody knows of everything that is bold (Shift+K in the list)</source>
        <translation>Jemand weiß von allem, was fett ist (Umschalt+K in der Liste)</translation>
    </message>
    <message>
        <source>Write the events that are shown into a CSV file</source>
        <translation>Die angezeigten Ereignisse in eine CSV-Datei schreiben</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Filter by words</source>
        <translation>Nach Wörtern filtern</translation>
    </message>
    <message>
        <source>Filter events by words</source>
        <translation>Ereignisse nach Wörtern filtern</translation>
    </message>
    <message>
        <source>Show events whose source or sentence has these words (Ctrl+F)</source>
        <translation>Ereignisse zeigen, deren Quelle oder Satz diese Wörter enthält (Strg+F)</translation>
    </message>
    <message>
        <source>Which events are shown</source>
        <translation>Welche Ereignisse gezeigt werden</translation>
    </message>
    <message>
        <source>More about events</source>
        <translation>Mehr zu Ereignissen</translation>
    </message>
    <message>
        <source>Copy, export</source>
        <translation>Kopieren, exportieren</translation>
    </message>
    <message>
        <source>Acknowledge all</source>
        <translation>Alle quittieren</translation>
    </message>
    <message>
        <source>Enter jumps to the time in the charts</source>
        <translation>Enter springt zur Zeit in den Diagrammen</translation>
    </message>
    <message>
        <source>All events</source>
        <translation>Alle Ereignisse</translation>
    </message>
    <message>
        <source>Not acknowledged</source>
        <translation>Nicht quittiert</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Kritisch</translation>
    </message>
    <message>
        <source>Which events are shown: %1</source>
        <translation>Welche Ereignisse gezeigt werden: %1</translation>
    </message>
    <message>
        <source>No event fits the filter.</source>
        <translation>Kein Ereignis passt zum Filter.</translation>
    </message>
    <message>
        <source>Nothing has happened since %1.</source>
        <translation>Seit %1 ist nichts geschehen.</translation>
    </message>
    <message numerus="yes">
        <source>%n not acknowledged (bold)</source>
        <translation><numerusform>%n nicht quittiert (fett)</numerusform><numerusform>%n nicht quittiert (fett)</numerusform></translation>
    </message>
    <message>
        <source>1 event since %1</source>
        <translation>1 Ereignis seit %1</translation>
    </message>
    <message>
        <source>%1 events since %2</source>
        <translation>%1 Ereignisse seit %2</translation>
    </message>
    <message>
        <source>the oldest are not kept</source>
        <translation>die ältesten sind nicht behalten</translation>
    </message>
    <message>
        <source>Only what is &amp;not acknowledged</source>
        <translation>Nur &amp;nicht Quittiertes</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>A&amp;rt</translation>
    </message>
    <message>
        <source>&amp;Source</source>
        <translation>&amp;Quelle</translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation>&amp;Alle zeigen</translation>
    </message>
    <message>
        <source>&amp;Every severity</source>
        <translation>Alle &amp;Dringlichkeiten</translation>
    </message>
    <message>
        <source>&amp;Warnings and critical ones</source>
        <translation>&amp;Warnungen und Kritisches</translation>
    </message>
    <message>
        <source>&amp;Critical ones</source>
        <translation>&amp;Kritisches</translation>
    </message>
    <message>
        <source>Every kind</source>
        <translation>Alle Arten</translation>
    </message>
    <message>
        <source>Every source</source>
        <translation>Alle Quellen</translation>
    </message>
    <message>
        <source>Only of %1</source>
        <translation>Nur von %1</translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation>Nur %1</translation>
    </message>
    <message>
        <source>Export the events that are shown</source>
        <translation>Die angezeigten Ereignisse exportieren</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV-Dateien (*.csv)</translation>
    </message>
    <message>
        <source>The events that are shown were written into %1.</source>
        <translation>Die gezeigten Ereignisse stehen in %1.</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ExportDialog</name>
    <message>
        <source>How much of it is written</source>
        <translation>Wie viel davon geschrieben ist</translation>
    </message>
    <message>
        <source>Show &amp;folder</source>
        <translation>&amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>Show the folder of the file</source>
        <translation>Den Ordner der Datei zeigen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>&amp;Replace it</source>
        <translation>E&amp;rsetzen</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Exportieren</translation>
    </message>
    <message>
        <source>%1 is there already. It would be kept as %2.</source>
        <translation>%1 gibt es schon. Die alte Datei bliebe als %2 erhalten.</translation>
    </message>
    <message>
        <source>%1 samples were written to %2.</source>
        <translation>%1 Samples wurden nach %2 geschrieben.</translation>
    </message>
    <message>
        <source>Left out, because it cannot be read: %1.</source>
        <translation>Ausgelassen, weil nicht lesbar: %1.</translation>
    </message>
    <message>
        <source>Nothing here opens folders. It is in %1.</source>
        <translation>Hier öffnet kein Programm Ordner. Die Datei liegt in %1.</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ExportForm</name>
    <message>
        <source>%1, %2 long</source>
        <translation>%1, Länge %2</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>&amp;Wide: a row a sample, a column a channel</source>
        <translation>&amp;Breit: eine Zeile je Sample, eine Spalte je Kanal</translation>
    </message>
    <message>
        <source>&amp;Long: a row a value, with the name of its channel</source>
        <translation>&amp;Lang: eine Zeile je Wert, mit dem Namen seines Kanals</translation>
    </message>
    <message>
        <source>&amp;All of it: %1</source>
        <translation>&amp;Alles: %1</translation>
    </message>
    <message>
        <source>What is on the &amp;screen: %1</source>
        <translation>Was auf dem Bild&amp;schirm ist: %1</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Durchsuchen…</translation>
    </message>
    <message>
        <source>Browse for a file</source>
        <translation>Nach einer Datei suchen</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>Exportieren nach</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::FaultDialog</name>
    <message>
        <source>&amp;Plan</source>
        <translation>&amp;Plan</translation>
    </message>
    <message>
        <source>The plan as text</source>
        <translation>Der Plan als Text</translation>
    </message>
    <message>
        <source>Copy the plan; a specification takes it as fault=...</source>
        <translation>Plan kopieren; eine Spezifikation nimmt ihn als fault=...</translation>
    </message>
    <message>
        <source>Copy the plan</source>
        <translation>Plan kopieren</translation>
    </message>
    <message>
        <source>One fault &amp;now</source>
        <translation>&amp;Jetzt ein Fehler</translation>
    </message>
    <message>
        <source>&amp;End the rehearsal</source>
        <translation>Probe &amp;beenden</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>&amp;Rehearse</source>
        <translation>P&amp;roben</translation>
    </message>
    <message>
        <source>Rehearse faults of %1</source>
        <translation>Fehler von %1 proben</translation>
    </message>
    <message>
        <source>Every fault is real now. A rehearsal ends with the program.</source>
        <translation>Jeder Fehler ist jetzt echt. Eine Probe endet mit dem Programm.</translation>
    </message>
    <message>
        <source>It rehearses %1. Its events and its row say so.</source>
        <translation>Das Gerät probt %1. Seine Ereignisse und seine Zeile sagen es.</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::FaultForm</name>
    <message>
        <source>Faults of the device</source>
        <translation>Fehler des Geräts</translation>
    </message>
    <message>
        <source>before that share of its samples it fails, by chance</source>
        <translation>vor diesem Anteil seiner Samples versagt es, zufällig</translation>
    </message>
    <message>
        <source>failures in a row, then it is good</source>
        <translation>Fehler in Folge, dann ist es gut</translation>
    </message>
    <message>
        <source>samples between two failures</source>
        <translation>Samples zwischen zwei Fehlern</translation>
    </message>
    <message>
        <source>Faults of the wire</source>
        <translation>Fehler der Leitung</translation>
    </message>
    <message>
        <source>of the bytes get lost, 16 at a time</source>
        <translation>der Bytes gehen verloren, je 16 auf einmal</translation>
    </message>
    <message>
        <source>of the lines lose their tail with the line end</source>
        <translation>der Zeilen verlieren ihren Schluss samt Zeilenende</translation>
    </message>
    <message>
        <source>of the bytes have one bit wrong</source>
        <translation>der Bytes haben ein falsches Bit</translation>
    </message>
    <message>
        <source>of the bytes come as at a wrong baud rate</source>
        <translation>der Bytes kommen wie bei falscher Baudrate</translation>
    </message>
    <message>
        <source>so long good, so long nothing comes</source>
        <translation>so lange gut, so lange kommt nichts</translation>
    </message>
    <message>
        <source>so long good, so long the link is absent</source>
        <translation>so lange gut, so lange fehlt die Verbindung</translation>
    </message>
    <message>
        <source>Chance</source>
        <translation>Zufall</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Another seed draws other places; the same one repeats them.</source>
        <translation>Ein anderer Startwert zieht andere Stellen; derselbe wiederholt sie.</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>%1: share</source>
        <translation>%1: Anteil</translation>
    </message>
    <message>
        <source>%1: number</source>
        <translation>%1: Anzahl</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>%1: good for</source>
        <translation>%1: Dauer gut</translation>
    </message>
    <message>
        <source>%1: away for</source>
        <translation>%1: Dauer weg</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>delay: time</source>
        <translation>delay: Zeit</translation>
    </message>
    <message>
        <source>bytes come so much later</source>
        <translation>so viel später kommen die Bytes</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::FindBar</name>
    <message>
        <source>Only these</source>
        <translation>Nur diese</translation>
    </message>
    <message>
        <source>Show only the rows that hold it</source>
        <translation>Nur die Zeilen zeigen, die es enthalten</translation>
    </message>
    <message>
        <source>Find text, or bytes such as 0D 0A</source>
        <translation>Text suchen oder Bytes wie 0D 0A</translation>
    </message>
    <message>
        <source>Find in the console</source>
        <translation>In der Konsole suchen</translation>
    </message>
    <message>
        <source>Enter finds the next, Shift+Enter the one before, Esc ends</source>
        <translation>Enter sucht das nächste, Umschalt+Enter das vorige, Esc beendet</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>The next one (Enter)</source>
        <translation>Das nächste (Enter)</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>The one before (Shift+Enter)</source>
        <translation>Das vorige (Umschalt+Enter)</translation>
    </message>
    <message>
        <source>End the search</source>
        <translation>Suche beenden</translation>
    </message>
    <message>
        <source>End (Esc)</source>
        <translation>Beenden (Esc)</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::FirstHint</name>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>These values come from a simulated device. Plug in yours, then connect it; the simulated one can be removed at any time.</source>
        <translation>Diese Werte kommen von einem simulierten Gerät. Stecken Sie Ihres an und verbinden Sie es; das simulierte lässt sich jederzeit entfernen.</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>Verbinden…</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Read how to begin in the manual</source>
        <translation>Im Handbuch lesen, wie man beginnt</translation>
    </message>
    <message>
        <source>Do not show this again</source>
        <translation>Nicht mehr zeigen</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::FormatMenu</name>
    <message>
        <source>&amp;Format</source>
        <translation>&amp;Format</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::HealthPanel</name>
    <message>
        <source>Health</source>
        <translation>Betrieb</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Arbeiter</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>To disk</source>
        <translation>Zum Datenträger</translation>
    </message>
    <message>
        <source>Live CSV</source>
        <translation>Live-CSV</translation>
    </message>
    <message>
        <source>REST</source>
        <translation>REST</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Lesen</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::HealthRow</name>
    <message>
        <source>%1
The curve shows up to the last 10 minutes.</source>
        <translation>%1
Die Kurve zeigt bis zu 10 Minuten.</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::LedgerModel</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The account of %1 does not close. Please report it with this table.</source>
        <translation>Die Buchführung von %1 geht nicht auf. Bitte melden Sie es mit dieser Tabelle.</translation>
    </message>
    <message>
        <source>%1 samples of %2 were lost (%3).</source>
        <translation>%1 Samples von %2 gingen verloren (%3).</translation>
    </message>
    <message>
        <source>%1 B of %2 were discarded (%3).</source>
        <translation>%1 B von %2 wurden verworfen (%3).</translation>
    </message>
    <message>
        <source>%1 more: see the table.</source>
        <translation>%1 weitere: siehe Tabelle.</translation>
    </message>
    <message>
        <source>Removed devices</source>
        <translation>Entfernte Geräte</translation>
    </message>
    <message>
        <source>All devices</source>
        <translation>Alle Geräte</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>ausgeglichen</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>Bytes read from the device</source>
        <translation>Vom Gerät gelesene Bytes</translation>
    </message>
    <message>
        <source>Bytes that became samples, text lines or titles</source>
        <translation>Bytes, die zu Samples, Textzeilen oder Titeln wurden</translation>
    </message>
    <message>
        <source>Bytes that no format could use: none</source>
        <translation>Bytes, die kein Format brauchen konnte: keine</translation>
    </message>
    <message>
        <source>Bytes of a frame that is not complete yet</source>
        <translation>Bytes eines Rahmens, der noch nicht vollständig ist</translation>
    </message>
    <message>
        <source>Samples that were decoded</source>
        <translation>Dekodierte Samples</translation>
    </message>
    <message>
        <source>Samples in charts, values and recordings</source>
        <translation>Samples in Diagrammen, Werten und Aufzeichnungen</translation>
    </message>
    <message>
        <source>Samples that the queue lost: none</source>
        <translation>Samples, die die Warteschlange verlor: keine</translation>
    </message>
    <message>
        <source>Samples on their way through the queue</source>
        <translation>Samples auf dem Weg durch die Warteschlange</translation>
    </message>
    <message>
        <source>%1: %2 bytes read, %3 discarded; %4 samples, %5 dropped; %6</source>
        <translation>%1: %2 Bytes gelesen, %3 verworfen; %4 Samples, %5 verloren; %6</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Bytes read =</source>
        <translation>Gelesene Bytes =</translation>
    </message>
    <message>
        <source>decoded +</source>
        <translation>dekodiert +</translation>
    </message>
    <message>
        <source>discarded +</source>
        <translation>verworfen +</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>ausstehend</translation>
    </message>
    <message>
        <source>Samples =</source>
        <translation>Samples =</translation>
    </message>
    <message>
        <source>processed +</source>
        <translation>verarbeitet +</translation>
    </message>
    <message>
        <source>dropped +</source>
        <translation>verloren +</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>wartend</translation>
    </message>
    <message>
        <source>%1 breaks</source>
        <translation>%1 Unterbrechungen (Break)</translation>
    </message>
    <message>
        <source>Not told by this port: what was lost on its line</source>
        <translation>Was auf seiner Leitung verloren ging, sagt dieser Port nicht</translation>
    </message>
    <message>
        <source>On the wire %1 = read %2 + lost before %3</source>
        <translation>Auf der Leitung %1 = gelesen %2 + vorher verloren %3</translation>
    </message>
    <message>
        <source>%1 B of %2 were lost on the line (%3).</source>
        <translation>%1 B von %2 gingen auf der Leitung verloren (%3).</translation>
    </message>
    <message>
        <source>Lost before</source>
        <translation>Vorher verloren</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::LedgerPanel</name>
    <message>
        <source>What was lost or discarded</source>
        <translation>Was verloren oder verworfen wurde</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>Buchführung</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::LimitLines</name>
    <message>
        <source>high %1</source>
        <translation>hoch %1</translation>
    </message>
    <message>
        <source>low %1</source>
        <translation>niedrig %1</translation>
    </message>
    <message>
        <source>usual up to %1</source>
        <translation>üblich bis %1</translation>
    </message>
    <message>
        <source>usual from %1</source>
        <translation>üblich ab %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ListenerAction</name>
    <message>
        <source>REST &amp;listener…</source>
        <translation>&amp;REST-Server…</translation>
    </message>
    <message>
        <source>Let scripts, dashboards and other machines see and do what the window can</source>
        <translation>Skripte, Dashboards und andere Rechner sehen und tun lassen, was das Fenster kann</translation>
    </message>
    <message>
        <source>REST listener</source>
        <translation>REST-Server</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Address:</source>
        <translation>Adresse:</translation>
    </message>
    <message>
        <source>The REST listener is off.</source>
        <translation>Der REST-Server ist aus.</translation>
    </message>
    <message>
        <source>Listening at %1.</source>
        <translation>Der REST-Server ist erreichbar unter %1.</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>S&amp;toppen</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>Off. An address beyond this machine needs TLS and tokens in the configuration.</source>
        <translation>Aus. Eine Adresse über diesen Rechner hinaus braucht TLS und Token in der Konfiguration.</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::LiveChart</name>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>Follow the present (Space)</source>
        <translation>Der Gegenwart folgen (Leertaste)</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stand still (Space)</source>
        <translation>Das Bild anhalten (Leertaste)</translation>
    </message>
    <message>
        <source>Crosshair (X)</source>
        <translation>Fadenkreuz (X)</translation>
    </message>
    <message>
        <source>Copy the picture (Ctrl+Shift+C)</source>
        <translation>Das Bild kopieren (Strg+Umschalt+C)</translation>
    </message>
    <message>
        <source>Save (Ctrl+S), export, print, copy the chart</source>
        <translation>Diagramm speichern (Strg+S), exportieren, drucken, kopieren</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>How much time is in view (+, −, 0)</source>
        <translation>Wie viel Zeit zu sehen ist (+, −, 0)</translation>
    </message>
    <message>
        <source>Y</source>
        <translation>Y</translation>
    </message>
    <message>
        <source>Ranges of the value axes (wheel, drag or double click on one)</source>
        <translation>Bereiche der Werteachsen (Mausrad, Ziehen oder Doppelklick auf eine)</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>How channels share lanes (L)</source>
        <translation>Wie Kanäle sich Spuren teilen (L)</translation>
    </message>
    <message>
        <source>Zoom into a box (Z, or Shift and drag); Backspace goes back</source>
        <translation>In ein Rechteck zoomen (Z oder mit Umschalt ziehen); Rücktaste geht zurück</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Save and copy</source>
        <translation>Sichern und kopieren</translation>
    </message>
    <message>
        <source>Follow or pause</source>
        <translation>Folgen oder anhalten</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Früher</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>First sample</source>
        <translation>Erstes Sample</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>Gegenwart</translation>
    </message>
    <message>
        <source>Last sample</source>
        <translation>Letztes Sample</translation>
    </message>
    <message>
        <source>Lanes or one plot</source>
        <translation>Spuren oder ein Diagramm</translation>
    </message>
    <message>
        <source>Zoom into a box</source>
        <translation>In einen Ausschnitt zoomen</translation>
    </message>
    <message>
        <source>Undo the zoom</source>
        <translation>Zoom rückgängig machen</translation>
    </message>
    <message>
        <source>Crosshair</source>
        <translation>Fadenkreuz</translation>
    </message>
    <message>
        <source>Crosshair left</source>
        <translation>Fadenkreuz nach links</translation>
    </message>
    <message>
        <source>Crosshair right</source>
        <translation>Fadenkreuz nach rechts</translation>
    </message>
    <message>
        <source>Clear cursors and crosshair</source>
        <translation>Cursor und Fadenkreuz entfernen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>paused · %1 behind</source>
        <translation>angehalten · %1 zurück</translation>
    </message>
    <message>
        <source>drawing is slow: 1 of %1 frames</source>
        <translation>Zeichnen ist langsam: 1 von %1 Bildern</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::MainWindow</name>
    <message>
        <source>About TelemetryHub</source>
        <translation>Über TelemetryHub</translation>
    </message>
    <message>
        <source>TelemetryHub %1

A monitor for serial devices. Free software under the GNU General Public License, version 3 or later.</source>
        <translation>TelemetryHub %1

Ein Monitor für serielle Geräte. Freie Software unter der GNU General Public License, Version 3 oder später.</translation>
    </message>
    <message>
        <source>&amp;Follow</source>
        <translation>&amp;Folgen</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>Anhal&amp;ten</translation>
    </message>
    <message>
        <source>&amp;Layout</source>
        <translation>An&amp;ordnung</translation>
    </message>
    <message>
        <source>Find command, device, channel   %1</source>
        <translation>Befehl, Gerät, Kanal suchen   %1</translation>
    </message>
    <message>
        <source>Find anything by its name (%1)</source>
        <translation>Alles nach seinem Namen suchen (%1)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>&amp;Gerät</translation>
    </message>
    <message>
        <source>&amp;Chart</source>
        <translation>D&amp;iagramm</translation>
    </message>
    <message>
        <source>&amp;Recording</source>
        <translation>A&amp;ufzeichnung</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>E&amp;xtras</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Anordnung</translation>
    </message>
    <message>
        <source>Arrangements of the panels (Ctrl+Alt+1 to 5)</source>
        <translation>Anordnungen der Bereiche (Strg+Alt+1 bis 5)</translation>
    </message>
    <message>
        <source>Main tool bar</source>
        <translation>Hauptwerkzeugleiste</translation>
    </message>
    <message>
        <source>SafeState</source>
        <translation>Sicherer Zustand</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>device, %1</source>
        <translation>Gerät, %1</translation>
    </message>
    <message>
        <source>channel of %1</source>
        <translation>Kanal von %1</translation>
    </message>
    <message>
        <source>in the manual</source>
        <translation>im Handbuch</translation>
    </message>
    <message>
        <source>&amp;Connect…</source>
        <translation>Gerät &amp;verbinden…</translation>
    </message>
    <message>
        <source>&amp;Mark</source>
        <translation>&amp;Marke</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>F&amp;ilter the panel</source>
        <translation>Bereich f&amp;iltern</translation>
    </message>
    <message>
        <source>&amp;Find a command…</source>
        <translation>Befehl &amp;suchen…</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>V&amp;ollbild</translation>
    </message>
    <message>
        <source>&amp;Manual</source>
        <translation>&amp;Handbuch</translation>
    </message>
    <message>
        <source>&amp;First steps</source>
        <translation>&amp;Erste Schritte</translation>
    </message>
    <message>
        <source>&amp;About TelemetryHub</source>
        <translation>&amp;Über TelemetryHub</translation>
    </message>
    <message>
        <source>Connect a device (%1)</source>
        <translation>Gerät verbinden (%1)</translation>
    </message>
    <message>
        <source>Note this moment in events, charts and recordings (%1)</source>
        <translation>Diesen Moment in Ereignissen, Diagrammen und Aufzeichnungen vermerken (%1)</translation>
    </message>
    <message>
        <source>Not decoded</source>
        <translation>Nicht dekodiert</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ManualWindow</name>
    <message>
        <source>TelemetryHub manual</source>
        <translation>TelemetryHub-Handbuch</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Page of the manual</source>
        <translation>Seite des Handbuchs</translation>
    </message>
    <message>
        <source>Back (Alt+Left)</source>
        <translation>Zurück (Alt+Links)</translation>
    </message>
    <message>
        <source>Forward (Alt+Right)</source>
        <translation>Vor (Alt+Rechts)</translation>
    </message>
    <message>
        <source>Find on this page (Ctrl+F)</source>
        <translation>Auf dieser Seite suchen (Strg+F)</translation>
    </message>
    <message>
        <source>began again</source>
        <translation>von vorn begonnen</translation>
    </message>
    <message>
        <source>not on this page</source>
        <translation>nicht auf dieser Seite</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::MeasureTools</name>
    <message>
        <source>Cursors</source>
        <translation>Cursor</translation>
    </message>
    <message>
        <source>Two cursors and what is between them (A and B set them, Esc clears, Ctrl+Left and Ctrl+Right move)</source>
        <translation>Zwei Cursor und was zwischen ihnen liegt (A und B setzen sie, Esc entfernt sie, Strg+Links und Strg+Rechts verschieben)</translation>
    </message>
    <message>
        <source>Set cursor A</source>
        <translation>Cursor A setzen</translation>
    </message>
    <message>
        <source>Set cursor B</source>
        <translation>Cursor B setzen</translation>
    </message>
    <message>
        <source>Move the cursor left</source>
        <translation>Cursor nach links verschieben</translation>
    </message>
    <message>
        <source>Move the cursor right</source>
        <translation>Cursor nach rechts verschieben</translation>
    </message>
    <message>
        <source>Marks and limits</source>
        <translation>Marken und Grenzen</translation>
    </message>
    <message>
        <source>Marks of events (N and Shift+N go from one to the next), limits</source>
        <translation>Marken von Ereignissen (N und Umschalt+N gehen von einer zur nächsten), Grenzen</translation>
    </message>
    <message>
        <source>Marks of events</source>
        <translation>Marken von Ereignissen</translation>
    </message>
    <message>
        <source>Limits and usual ranges</source>
        <translation>Grenzen und übliche Bereiche</translation>
    </message>
    <message>
        <source>Next mark</source>
        <translation>Nächste Marke</translation>
    </message>
    <message>
        <source>Previous mark</source>
        <translation>Vorige Marke</translation>
    </message>
    <message>
        <source>Trigger</source>
        <translation>Trigger</translation>
    </message>
    <message>
        <source>Stand still where a channel passes a value (T)</source>
        <translation>Anhalten, wo ein Kanal einen Wert durchläuft (T)</translation>
    </message>
    <message>
        <source>XY plot</source>
        <translation>XY-Diagramm</translation>
    </message>
    <message>
        <source>One channel over another in the time that is shown (Y)</source>
        <translation>Ein Kanal über einem anderen in der gezeigten Zeit (Y)</translation>
    </message>
    <message>
        <source>Spectrum</source>
        <translation>Spektrum</translation>
    </message>
    <message>
        <source>The frequencies in the time that is shown (F)</source>
        <translation>Die Frequenzen in der gezeigten Zeit (F)</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Δt</source>
        <translation>Δt</translation>
    </message>
    <message>
        <source>1/Δt</source>
        <translation>1/Δt</translation>
    </message>
    <message>
        <source>Δ, min, max, mean between A and B</source>
        <translation>Δ, Min., Max., Mittel zwischen A und B</translation>
    </message>
    <message>
        <source>A and B set the cursors, Esc clears</source>
        <translation>A und B setzen die Cursor, Esc entfernt sie</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::OverviewStrip</name>
    <message>
        <source>Overview of the whole session</source>
        <translation>Überblick über die ganze Sitzung</translation>
    </message>
    <message>
        <source>The whole session. Drag the window to look at another time (Left, Right, Home, End in the chart).</source>
        <translation>Die ganze Sitzung. Ziehen Sie das Fenster, um eine andere Zeit anzusehen (Links, Rechts, Pos1, Ende im Diagramm).</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::PaletteModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1, %2, %3</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::PanelDocks</name>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Betrieb</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>Konsole</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufzeichnungen</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>Buchführung</translation>
    </message>
    <message>
        <source>Go to &amp;Devices</source>
        <translation>Zu den &amp;Geräten</translation>
    </message>
    <message>
        <source>Go to &amp;Charts</source>
        <translation>Zu den &amp;Diagrammen</translation>
    </message>
    <message>
        <source>Go to &amp;Values</source>
        <translation>Zu den &amp;Werten</translation>
    </message>
    <message>
        <source>Go to &amp;Health</source>
        <translation>Zum &amp;Betrieb</translation>
    </message>
    <message>
        <source>Go to &amp;Events</source>
        <translation>Zu den &amp;Ereignissen</translation>
    </message>
    <message>
        <source>Go to C&amp;onsole</source>
        <translation>Zur &amp;Konsole</translation>
    </message>
    <message>
        <source>Go to &amp;Recordings</source>
        <translation>Zu den Auf&amp;zeichnungen</translation>
    </message>
    <message>
        <source>Go to &amp;Ledger</source>
        <translation>Zur B&amp;uchführung</translation>
    </message>
    <message>
        <source>&amp;Next panel</source>
        <translation>&amp;Nächster Bereich</translation>
    </message>
    <message>
        <source>last 5 min</source>
        <translation>letzte 5 min</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>closed: every byte and sample accounted for</source>
        <translation>ausgeglichen: jedes Byte und jedes Sample ist verbucht</translation>
    </message>
    <message>
        <source>open: the account does not close</source>
        <translation>offen: die Buchführung geht nicht auf</translation>
    </message>
    <message numerus="yes">
        <source>%n not acknowledged</source>
        <translation><numerusform>%n nicht quittiert</numerusform><numerusform>%n nicht quittiert</numerusform></translation>
    </message>
    <message>
        <source>Events (%1)</source>
        <translation>Ereignisse (%1)</translation>
    </message>
    <message>
        <source>&amp;Overview</source>
        <translation>Überb&amp;lick</translation>
    </message>
    <message>
        <source>&amp;Charts only</source>
        <translation>Nur &amp;Diagramme</translation>
    </message>
    <message>
        <source>&amp;Values</source>
        <translation>&amp;Werte</translation>
    </message>
    <message>
        <source>&amp;Health</source>
        <translation>&amp;Betrieb</translation>
    </message>
    <message>
        <source>&amp;Recordings</source>
        <translation>&amp;Aufzeichnungen</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::PreviewCurve</name>
    <message>
        <source>The last 30 s of the first channels</source>
        <translation>Die letzten 30 s der ersten Kanäle</translation>
    </message>
    <message>
        <source>30 s ago</source>
        <translation>vor 30 s</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::PreviewPanel</name>
    <message>
        <source>Choose where the device is.</source>
        <translation>Wählen Sie, wo das Gerät ist.</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>nothing is stored, nothing is sent</source>
        <translation>nichts wird gespeichert, nichts wird gesendet</translation>
    </message>
    <message>
        <source>Account of the bytes</source>
        <translation>Buchführung der Bytes</translation>
    </message>
    <message>
        <source>Start the &amp;preview</source>
        <translation>&amp;Vorschau starten</translation>
    </message>
    <message>
        <source>Opens it to look at what it sends; nothing is stored or sent</source>
        <translation>Öffnet es, um zu sehen, was es sendet; nichts wird gespeichert oder gesendet</translation>
    </message>
    <message>
        <source>Raw bytes</source>
        <translation>Rohe Bytes</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Beides</translation>
    </message>
    <message>
        <source>Show the bytes as: %1</source>
        <translation>Bytes zeigen als: %1</translation>
    </message>
    <message>
        <source>Hold the bytes still</source>
        <translation>Bytes anhalten</translation>
    </message>
    <message>
        <source>Hold the bytes still to read them; reading goes on</source>
        <translation>Die Bytes anhalten, um sie zu lesen; der Empfang geht weiter</translation>
    </message>
    <message>
        <source>Decoded channels</source>
        <translation>Dekodierte Kanäle</translation>
    </message>
    <message>
        <source>Why do I see nothing?</source>
        <translation>Warum sehe ich nichts?</translation>
    </message>
    <message>
        <source>What was checked, and what probably stands in the way</source>
        <translation>Was geprüft wurde und was wahrscheinlich im Weg steht</translation>
    </message>
    <message>
        <source>Last 30 s</source>
        <translation>Letzte 30 s</translation>
    </message>
    <message>
        <source>Start the preview to see what comes.</source>
        <translation>Starten Sie die Vorschau, um zu sehen, was kommt.</translation>
    </message>
    <message>
        <source>It is not open.</source>
        <translation>Es ist nicht geöffnet.</translation>
    </message>
    <message>
        <source>No bytes yet; opened %1 ago.</source>
        <translation>Noch keine Bytes; geöffnet vor %1.</translation>
    </message>
    <message>
        <source>No channel yet.
Bytes arrive, none could be decoded.</source>
        <translation>Noch kein Kanal.
Bytes kommen an, keines ließ sich dekodieren.</translation>
    </message>
    <message>
        <source>No channel yet.</source>
        <translation>Noch kein Kanal.</translation>
    </message>
    <message>
        <source>Show the curve</source>
        <translation>Die Kurve zeigen</translation>
    </message>
    <message>
        <source>Show the last 30 s instead</source>
        <translation>Stattdessen die letzten 30 s zeigen</translation>
    </message>
    <message>
        <source>checked while you look</source>
        <translation>wird laufend geprüft</translation>
    </message>
    <message>
        <source>What was checked</source>
        <translation>Was geprüft wurde</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Try all rates, about 8 s</source>
        <translation>Alle Baudraten probieren, etwa 8 s</translation>
    </message>
    <message>
        <source>Rates that were tried</source>
        <translation>Probierte Baudraten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Stop trying rates</source>
        <translation>Probieren der Baudraten stoppen</translation>
    </message>
    <message>
        <source>Nothing stands in the way so far</source>
        <translation>Bisher steht nichts im Weg</translation>
    </message>
    <message>
        <source>Listening at one baud rate after the other.</source>
        <translation>Hört mit einer Baudrate nach der anderen zu.</translation>
    </message>
    <message>
        <source>Listening at %1 baud</source>
        <translation>Hört mit %1 Baud zu</translation>
    </message>
    <message>
        <source>Rate %1 of %2.</source>
        <translation>Baudrate %1 von %2.</translation>
    </message>
    <message>
        <source>this rate makes the most sense of all that were tried</source>
        <translation>von allen probierten Baudraten ergibt diese den meisten Sinn</translation>
    </message>
    <message>
        <source>at no usual rate the bytes made sense; probably they are binary frames</source>
        <translation>bei keiner üblichen Baudrate ergaben die Bytes Sinn; wahrscheinlich sind es binäre Rahmen</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ProfileChoice</name>
    <message>
        <source>None</source>
        <translation>Keines</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>Aus einer Datei…</translation>
    </message>
    <message>
        <source>Choose a device profile</source>
        <translation>Geräteprofil wählen</translation>
    </message>
    <message>
        <source>Device profiles (*.json);;All files (*)</source>
        <translation>Geräteprofile (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>%1 There is 1 more mistake in this file.</source>
        <translation>%1 Es gibt 1 weiteren Fehler in dieser Datei.</translation>
    </message>
    <message>
        <source>%1 There are %2 more mistakes in this file.</source>
        <translation>%1 Es gibt %2 weitere Fehler in dieser Datei.</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ProfileExport</name>
    <message>
        <source>Save %1 as a profile</source>
        <translation>%1 als Profil speichern</translation>
    </message>
    <message>
        <source>Device profiles (*.json)</source>
        <translation>Geräteprofile (*.json)</translation>
    </message>
    <message>
        <source>The profile was written to %1.</source>
        <translation>Das Profil wurde nach %1 geschrieben.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2. Choose another place.</source>
        <translation>%1 kann nicht geschrieben werden: %2. Wählen Sie einen anderen Ort.</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::RangePopup</name>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>&amp;Fix</source>
        <translation>&amp;Festhalten</translation>
    </message>
    <message>
        <source>The axis keeps this range (Enter)</source>
        <translation>Die Achse behält diesen Bereich (Enter)</translation>
    </message>
    <message>
        <source>Fix the range</source>
        <translation>Bereich festhalten</translation>
    </message>
    <message>
        <source>&amp;Automatic</source>
        <translation>&amp;Automatisch</translation>
    </message>
    <message>
        <source>The axis follows the values (double click on the axis)</source>
        <translation>Die Achse folgt den Werten (Doppelklick auf die Achse)</translation>
    </message>
    <message>
        <source>Automatic range</source>
        <translation>Automatischer Wertebereich</translation>
    </message>
    <message>
        <source>A value; Enter fixes the range</source>
        <translation>Ein Wert; Enter hält den Bereich fest</translation>
    </message>
    <message>
        <source>From has to be below To.</source>
        <translation>„Von“ muss unter „Bis“ liegen.</translation>
    </message>
    <message>
        <source>Write two numbers.</source>
        <translation>Schreiben Sie zwei Zahlen.</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::RawBytesView</name>
    <message>
        <source>Raw bytes</source>
        <translation>Rohe Bytes</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::RecordAction</name>
    <message>
        <source>Open the &amp;folder of recordings</source>
        <translation>&amp;Ordner der Aufzeichnungen öffnen</translation>
    </message>
    <message>
        <source>Nothing here opens folders. The recordings are in %1.</source>
        <translation>Hier öffnet kein Programm Ordner. Die Aufzeichnungen liegen in %1.</translation>
    </message>
    <message>
        <source>Stop &amp;recording</source>
        <translation>&amp;Aufzeichnung beenden</translation>
    </message>
    <message>
        <source>&amp;Record</source>
        <translation>&amp;Aufzeichnen</translation>
    </message>
    <message>
        <source>Stop recording (%1)</source>
        <translation>Aufzeichnung beenden (%1)</translation>
    </message>
    <message>
        <source>Record all devices into a session file (%1)</source>
        <translation>Alle Geräte in eine Sitzungsdatei aufzeichnen (%1)</translation>
    </message>
    <message>
        <source>This window was started without recording</source>
        <translation>Dieses Fenster wurde ohne Aufzeichnung gestartet</translation>
    </message>
    <message>
        <source>Recorded %1 samples into %2.</source>
        <translation>%1 Samples in %2 aufgezeichnet.</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::RecordingsModel</name>
    <message>
        <source>Recording %1</source>
        <translation>Aufzeichnung %1</translation>
    </message>
    <message>
        <source>%1 to disk</source>
        <translation>vor %1 gesichert</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>wird gelesen…</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Vollständig</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Beschädigt</translation>
    </message>
    <message>
        <source>Interrupted: its recorder ended abruptly. Everything that was on the disk is there.</source>
        <translation>Unterbrochen: Der Rekorder endete plötzlich. Alles, was auf der Platte war, ist da.</translation>
    </message>
    <message>
        <source>%1, %2 long, %3 samples, %4</source>
        <translation>%1, Länge %2, %3 Samples, %4</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::RecordingsPanel</name>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Re&amp;play</source>
        <translation>&amp;Wiedergeben</translation>
    </message>
    <message>
        <source>&amp;Export as CSV…</source>
        <translation>Als CSV &amp;exportieren…</translation>
    </message>
    <message>
        <source>Show the &amp;folder</source>
        <translation>&amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>Re&amp;name…</source>
        <translation>&amp;Umbenennen…</translation>
    </message>
    <message>
        <source>Move to the &amp;trash</source>
        <translation>In den &amp;Papierkorb</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Play its devices again, as if it happened now</source>
        <translation>Die Geräte darin noch einmal abspielen, als geschähe es jetzt</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufzeichnungen</translation>
    </message>
    <message>
        <source>A click sorts</source>
        <translation>Ein Klick sortiert</translation>
    </message>
    <message>
        <source>Search by name, device, day</source>
        <translation>Nach Name, Gerät, Tag suchen</translation>
    </message>
    <message>
        <source>Search recordings</source>
        <translation>Aufzeichnungen suchen</translation>
    </message>
    <message>
        <source>Show recordings that have these words (Ctrl+F)</source>
        <translation>Aufzeichnungen mit diesen Wörtern zeigen (Strg+F)</translation>
    </message>
    <message>
        <source>More about the recording</source>
        <translation>Mehr zur Aufzeichnung</translation>
    </message>
    <message>
        <source>Rename, show the folder, move to the trash</source>
        <translation>Umbenennen, Ordner zeigen, in den Papierkorb legen</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufzeichnen</translation>
    </message>
    <message>
        <source>Undo the removal</source>
        <translation>Entfernen rückgängig machen</translation>
    </message>
    <message>
        <source>Bring it back (Ctrl+Z in the list)</source>
        <translation>Zurückholen (Strg+Z in der Liste)</translation>
    </message>
    <message>
        <source>It is being recorded: stop the recording first</source>
        <translation>Die Aufzeichnung läuft: beenden Sie sie zuerst</translation>
    </message>
    <message>
        <source>Move to the trash; it can be undone (Del)</source>
        <translation>In den Papierkorb legen; lässt sich rückgängig machen (Entf)</translation>
    </message>
    <message>
        <source>No recording fits the search.</source>
        <translation>Keine Aufzeichnung passt zur Suche.</translation>
    </message>
    <message>
        <source>This window was started without recording.</source>
        <translation>Dieses Fenster wurde ohne Aufzeichnung gestartet.</translation>
    </message>
    <message>
        <source>Looking for recordings…</source>
        <translation>Sucht Aufzeichnungen…</translation>
    </message>
    <message>
        <source>No recording yet. They go into %1.</source>
        <translation>Noch keine Aufzeichnung. Sie kommen nach %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n in all · %1 · %2</source>
        <translation><numerusform>%n insgesamt · %1 · %2</numerusform><numerusform>%n insgesamt · %1 · %2</numerusform></translation>
    </message>
    <message>
        <source>%1 is in the trash.</source>
        <translation>%1 ist im Papierkorb.</translation>
    </message>
    <message>
        <source>%1 recordings are in the trash.</source>
        <translation>%1 Aufzeichnungen sind im Papierkorb.</translation>
    </message>
    <message>
        <source>Rename the recording</source>
        <translation>Aufzeichnung umbenennen</translation>
    </message>
    <message>
        <source>New name:</source>
        <translation>Neuer Name:</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>Nothing here opens folders. The recordings are in %1.</source>
        <translation>Hier öffnet kein Programm Ordner. Die Aufzeichnungen liegen in %1.</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ReplayStrip</name>
    <message>
        <source>max</source>
        <translation>max.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Play one sample and pause</source>
        <translation>Ein Sample abspielen und anhalten</translation>
    </message>
    <message>
        <source>Where the replay is</source>
        <translation>Wo die Wiedergabe steht</translation>
    </message>
    <message>
        <source>Go on from another place</source>
        <translation>An anderer Stelle fortsetzen</translation>
    </message>
    <message>
        <source>Position of the replay</source>
        <translation>Stelle der Wiedergabe</translation>
    </message>
    <message>
        <source>Speed of the replay</source>
        <translation>Tempo der Wiedergabe</translation>
    </message>
    <message>
        <source>How fast it plays</source>
        <translation>Wie schnell abgespielt wird</translation>
    </message>
    <message>
        <source>Replay: %1</source>
        <translation>Wiedergabe: %1</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::SafeStrip</name>
    <message>
        <source>%1 has been in SafeState for %2</source>
        <translation>%1 ist seit %2 im Sicheren Zustand</translation>
    </message>
    <message>
        <source>%1 has been in SafeState since %2, before this start</source>
        <translation>%1 ist seit %2 im Sicheren Zustand, schon vor diesem Start</translation>
    </message>
    <message>
        <source>, and %1 more</source>
        <translation>, und %1 weitere</translation>
    </message>
    <message>
        <source>Show a&amp;ll</source>
        <translation>A&amp;lle zeigen</translation>
    </message>
    <message>
        <source>Show all devices in SafeState</source>
        <translation>Alle Geräte im sicheren Zustand zeigen</translation>
    </message>
    <message>
        <source>Shows the devices in SafeState alone</source>
        <translation>Zeigt nur die Geräte im sicheren Zustand</translation>
    </message>
    <message>
        <source>Show c&amp;ause</source>
        <translation>&amp;Ursache zeigen</translation>
    </message>
    <message>
        <source>Show why the device is in SafeState</source>
        <translation>Zeigt, warum das Gerät im sicheren Zustand ist</translation>
    </message>
    <message>
        <source>Reset…</source>
        <translation>Zurücksetzen…</translation>
    </message>
    <message>
        <source>Reset the device in SafeState</source>
        <translation>Das Gerät im Sicheren Zustand zurücksetzen</translation>
    </message>
    <message>
        <source>%1 Check the device, then reset it.</source>
        <translation>%1 Prüfen Sie das Gerät, setzen Sie es dann zurück.</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::SendLine</name>
    <message>
        <source>Form</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Whether text or hex digits are typed</source>
        <translation>Ob Text oder Hexziffern eingegeben werden</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>What to send</source>
        <translation>Was zu senden ist</translation>
    </message>
    <message>
        <source>Line end</source>
        <translation>Zeilenende</translation>
    </message>
    <message>
        <source>What is sent behind the text</source>
        <translation>Was nach dem Text gesendet wird</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>LF</source>
        <translation>LF</translation>
    </message>
    <message>
        <source>CR</source>
        <translation>CR</translation>
    </message>
    <message>
        <source>CR LF</source>
        <translation>CR LF</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>&amp;Senden</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Send the line to the device (Enter)</source>
        <translation>Die Zeile an das Gerät senden (Enter)</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>Milliseconds between repetitions</source>
        <translation>Millisekunden zwischen Wiederholungen</translation>
    </message>
    <message>
        <source>How often Repeat sends the line</source>
        <translation>Wie oft „Wiederholen“ die Zeile sendet</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Send the line again and again</source>
        <translation>Die Zeile immer wieder senden</translation>
    </message>
    <message>
        <source>A line, such as OUT 1</source>
        <translation>Eine Zeile, etwa OUT 1</translation>
    </message>
    <message>
        <source>Hex digits, two a byte. Enter sends; the arrows up and down call up what was sent before.</source>
        <translation>Hexziffern, zwei je Byte. Enter sendet; die Pfeiltasten nach oben und unten holen zurück, was schon gesendet wurde.</translation>
    </message>
    <message>
        <source>\n, \r, \t, \0, \x01 and \\ stand for their bytes. Enter sends; the arrows up and down call up what was sent before.</source>
        <translation>\n, \r, \t, \0, \x01 und \\ stehen für ihre Bytes. Enter sendet; die Pfeiltasten nach oben und unten holen zurück, was schon gesendet wurde.</translation>
    </message>
    <message>
        <source>All %1</source>
        <translation>Alle %1</translation>
    </message>
    <message>
        <source>All commands of the profile</source>
        <translation>Alle Befehle des Profils</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>End the repetition</source>
        <translation>Wiederholung beenden</translation>
    </message>
    <message>
        <source>Send the line every %1 until it is stopped</source>
        <translation>Die Zeile alle %1 senden, bis sie gestoppt wird</translation>
    </message>
    <message>
        <source>Sent %1 times, every %2.</source>
        <translation>%1-mal gesendet, alle %2.</translation>
    </message>
    <message>
        <source>Type what to send first.</source>
        <translation>Geben Sie zuerst ein, was zu senden ist.</translation>
    </message>
    <message>
        <source>Type what to repeat first.</source>
        <translation>Geben Sie zuerst ein, was zu wiederholen ist.</translation>
    </message>
    <message>
        <source>The repetition ended: %1</source>
        <translation>Die Wiederholung endete: %1</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::SerialFields</name>
    <message>
        <source>/dev/… or tcp:HOST:PORT, …</source>
        <translation>/dev/… oder tcp:HOST:PORT, …</translation>
    </message>
    <message>
        <source>&amp;Port</source>
        <translation>&amp;Port</translation>
    </message>
    <message>
        <source>&amp;Baud rate</source>
        <translation>&amp;Baudrate</translation>
    </message>
    <message>
        <source>F&amp;rame</source>
        <translation>&amp;Rahmen</translation>
    </message>
    <message>
        <source>Data bits</source>
        <translation>Datenbits</translation>
    </message>
    <message>
        <source>%1 bits</source>
        <translation>%1 Bits</translation>
    </message>
    <message>
        <source>Parity</source>
        <translation>Parität</translation>
    </message>
    <message>
        <source>no parity</source>
        <translation>keine Parität</translation>
    </message>
    <message>
        <source>even</source>
        <translation>gerade</translation>
    </message>
    <message>
        <source>odd</source>
        <translation>ungerade</translation>
    </message>
    <message>
        <source>mark</source>
        <translation>Mark</translation>
    </message>
    <message>
        <source>space</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>Stop bits</source>
        <translation>Stoppbits</translation>
    </message>
    <message>
        <source>1 stop</source>
        <translation>1 Stopp</translation>
    </message>
    <message>
        <source>1.5 stop</source>
        <translation>1,5 Stopp</translation>
    </message>
    <message>
        <source>2 stop</source>
        <translation>2 Stopp</translation>
    </message>
    <message>
        <source>Flow control</source>
        <translation>Flusssteuerung</translation>
    </message>
    <message>
        <source>no flow</source>
        <translation>kein Fluss</translation>
    </message>
    <message>
        <source>RTS/CTS</source>
        <translation>RTS/CTS</translation>
    </message>
    <message>
        <source>XON/XOFF</source>
        <translation>XON/XOFF</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::SessionActions</name>
    <message>
        <source>&amp;Open session…</source>
        <translation>&amp;Sitzung öffnen…</translation>
    </message>
    <message>
        <source>Export &amp;what is on screen…</source>
        <translation>Si&amp;chtbares exportieren…</translation>
    </message>
    <message>
        <source>Re&amp;play…</source>
        <translation>&amp;Wiedergeben…</translation>
    </message>
    <message>
        <source>Look at a recorded session or a CSV</source>
        <translation>Eine aufgezeichnete Sitzung oder eine CSV ansehen</translation>
    </message>
    <message>
        <source>Write samples of the live history into a CSV</source>
        <translation>Samples des laufenden Verlaufs in eine CSV schreiben</translation>
    </message>
    <message>
        <source>Play a session or a captured stream as devices, as if it happened now</source>
        <translation>Eine Sitzung oder einen Mitschnitt als Geräte abspielen, als geschähe es jetzt</translation>
    </message>
    <message>
        <source>Open a session or a CSV</source>
        <translation>Sitzung oder CSV öffnen</translation>
    </message>
    <message>
        <source>Replay a file</source>
        <translation>Datei wiedergeben</translation>
    </message>
    <message>
        <source>Sessions and CSV (*.thub *.csv *.tsv *.txt)</source>
        <translation>Sitzungen und CSV (*.thub *.csv *.tsv *.txt)</translation>
    </message>
    <message>
        <source>Sessions (*.thub)</source>
        <translation>Sitzungen (*.thub)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Export the live history</source>
        <translation>Laufenden Verlauf exportieren</translation>
    </message>
    <message>
        <source>1 device replays.</source>
        <translation>1 Gerät gibt wieder.</translation>
    </message>
    <message>
        <source>%1 devices replay.</source>
        <translation>%1 Geräte geben wieder.</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::SessionChannels</name>
    <message>
        <source>Devices and channels</source>
        <translation>Geräte und Kanäle</translation>
    </message>
    <message>
        <source>%1
%2 samples
%3</source>
        <translation>%1
%2 Samples
%3</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::SessionEvents</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::SessionPage</name>
    <message>
        <source>Facts: %1</source>
        <translation>Angaben: %1</translation>
    </message>
    <message>
        <source>Events: the first %1 of %2</source>
        <translation>Ereignisse: die ersten %1 von %2</translation>
    </message>
    <message>
        <source>Events: nothing happened</source>
        <translation>Ereignisse: nichts ist geschehen</translation>
    </message>
    <message>
        <source>Events: %1 · Enter shows one in the chart</source>
        <translation>Ereignisse: %1 · Enter zeigt eines im Diagramm</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::SessionWindow</name>
    <message>
        <source>Export %1</source>
        <translation>%1 exportieren</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>Re&amp;play</source>
        <translation>&amp;Wiedergeben</translation>
    </message>
    <message>
        <source>&amp;Open another…</source>
        <translation>&amp;Andere öffnen…</translation>
    </message>
    <message>
        <source>Write a CSV (Ctrl+E)</source>
        <translation>CSV schreiben (Strg+E)</translation>
    </message>
    <message>
        <source>Open another session or CSV (Ctrl+O)</source>
        <translation>Andere Sitzung oder CSV öffnen (Strg+O)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>%1 wird geöffnet…</translation>
    </message>
    <message>
        <source>How much of it is read</source>
        <translation>Wie viel davon gelesen ist</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel the opening</source>
        <translation>Öffnen abbrechen</translation>
    </message>
    <message>
        <source>%1 could not be opened.</source>
        <translation>%1 ließ sich nicht öffnen.</translation>
    </message>
    <message>
        <source>A CSV is replayed by File &gt; Replay, as a stream of its lines</source>
        <translation>Eine CSV gibt man mit Datei &gt; Wiedergeben als Strom ihrer Zeilen wieder</translation>
    </message>
    <message>
        <source>Play it as devices of the live window, as if it happened now</source>
        <translation>Als Geräte des laufenden Fensters abspielen, als geschähe es jetzt</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Pages of settings</source>
        <translation>Seiten der Einstellungen</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Local time</source>
        <translation>Ortszeit</translation>
    </message>
    <message>
        <source>UTC</source>
        <translation>UTC</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Colours of the whole window</source>
        <translation>Farben des ganzen Fensters</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>In force from the next start</source>
        <translation>Gilt ab dem nächsten Start</translation>
    </message>
    <message>
        <source>Another language is in force from the next start.</source>
        <translation>Eine andere Sprache gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Start TelemetryHub again to see it in this language.</source>
        <translation>Starten Sie TelemetryHub neu, um es in dieser Sprache zu sehen.</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>The zone of every time in the window</source>
        <translation>Die Zone jeder Zeit im Fenster</translation>
    </message>
    <message>
        <source>Let a new Error or SafeState pulse for ten seconds</source>
        <translation>Einen neuen „Fehler“ oder „Sicheren Zustand“ zehn Sekunden pulsieren lassen</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Bewegung</translation>
    </message>
    <message>
        <source>Nothing else in the window moves by itself</source>
        <translation>Sonst bewegt sich im Fenster nichts von selbst</translation>
    </message>
    <message>
        <source>Tell of critical alarms while the window is behind others</source>
        <translation>Kritische Alarme melden, solange das Fenster hinter anderen liegt</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>By the notifications of the system</source>
        <translation>Durch die Meldungen des Systems</translation>
    </message>
    <message>
        <source>This system shows no notifications</source>
        <translation>Dieses System zeigt keine Meldungen</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>Befehle und ihre Tasten</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Usually</source>
        <translation>Üblich</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>Neue Tasten</translation>
    </message>
    <message>
        <source>Press the keys that the chosen command shall have</source>
        <translation>Drücken Sie die Tasten, die der gewählte Befehl haben soll</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>Wie üblich</translation>
    </message>
    <message>
        <source>Give the chosen command its usual keys</source>
        <translation>Dem gewählten Befehl seine üblichen Tasten geben</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>Keine Tasten</translation>
    </message>
    <message>
        <source>Take the keys from the chosen command</source>
        <translation>Dem gewählten Befehl die Tasten nehmen</translation>
    </message>
    <message>
        <source>Choose a command, then press its new keys.</source>
        <translation>Wählen Sie einen Befehl, drücken Sie dann seine neuen Tasten.</translation>
    </message>
    <message>
        <source>%1 belongs to “%2”. Take it from there first, or press others.</source>
        <translation>%1 gehört zu „%2“. Nehmen Sie es dort zuerst weg oder drücken Sie andere Tasten.</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::SourceList</name>
    <message>
        <source>Serial port</source>
        <translation>Serieller Anschluss</translation>
    </message>
    <message>
        <source>in use by another program</source>
        <translation>von einem anderen Programm belegt</translation>
    </message>
    <message>
        <source>not permitted</source>
        <translation>nicht erlaubt</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>nicht mehr da</translation>
    </message>
    <message>
        <source>cannot be opened</source>
        <translation>lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>Serial ports</source>
        <translation>Serielle Anschlüsse</translation>
    </message>
    <message>
        <source>Another port</source>
        <translation>Anderer Anschluss</translation>
    </message>
    <message>
        <source>type a path or a specification</source>
        <translation>Pfad oder Spezifikation eingeben</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>TCP client</source>
        <translation>TCP-Client</translation>
    </message>
    <message>
        <source>connects to a host and port</source>
        <translation>verbindet sich mit Host und Port</translation>
    </message>
    <message>
        <source>UDP listener</source>
        <translation>UDP-Empfänger</translation>
    </message>
    <message>
        <source>hears datagrams on a port</source>
        <translation>hört Datagramme an einem Port</translation>
    </message>
    <message>
        <source>Without hardware</source>
        <translation>Ohne Hardware</translation>
    </message>
    <message>
        <source>Simulated device</source>
        <translation>Simuliertes Gerät</translation>
    </message>
    <message>
        <source>waves and noise to try things out</source>
        <translation>Wellen und Rauschen zum Ausprobieren</translation>
    </message>
    <message>
        <source>Replay a capture</source>
        <translation>Mitschnitt wiedergeben</translation>
    </message>
    <message>
        <source>bytes from a file, at any speed</source>
        <translation>Bytes aus einer Datei, in jedem Tempo</translation>
    </message>
    <message>
        <source>%1 · connected as %2</source>
        <translation>%1 · verbunden als %2</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::SpanPopup</name>
    <message>
        <source>Window of time</source>
        <translation>Zeitfenster</translation>
    </message>
    <message>
        <source>Length of the window</source>
        <translation>Länge des Fensters</translation>
    </message>
    <message>
        <source>250 ms, 5 min, 2 d</source>
        <translation>250 ms, 5 min, 2 d</translation>
    </message>
    <message>
        <source>A length of time such as 250 ms, 1.5 h or 2 d; Enter takes it.</source>
        <translation>Eine Zeitdauer wie 250 ms, 1,5 h oder 2 d; Enter übernimmt sie.</translation>
    </message>
    <message>
        <source>Window %1</source>
        <translation>Fenster %1</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>The whole session</source>
        <translation>Die ganze Sitzung</translation>
    </message>
    <message>
        <source>From %1 to %2.</source>
        <translation>Von %1 bis %2.</translation>
    </message>
    <message>
        <source>Write a number and ms, s, min, h or d.</source>
        <translation>Schreiben Sie eine Zahl und ms, s, min, h oder d.</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::SpectrumPanel</name>
    <message>
        <source>Spectrum</source>
        <translation>Spektrum</translation>
    </message>
    <message>
        <source>Calculating…</source>
        <translation>Wird berechnet…</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>What is drawn of each frequency</source>
        <translation>Was von jeder Frequenz gezeichnet wird</translation>
    </message>
    <message>
        <source>Amplitude</source>
        <translation>Amplitude</translation>
    </message>
    <message>
        <source>Power density</source>
        <translation>Leistungsdichte</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Skala</translation>
    </message>
    <message>
        <source>The scale of the levels</source>
        <translation>Die Skala der Pegel</translation>
    </message>
    <message>
        <source>dB</source>
        <translation>dB</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Linear</translation>
    </message>
    <message>
        <source>Frequencies</source>
        <translation>Frequenzen</translation>
    </message>
    <message>
        <source>The scale of the frequencies</source>
        <translation>Die Skala der Frequenzen</translation>
    </message>
    <message>
        <source>Linear in Hz</source>
        <translation>Linear in Hz</translation>
    </message>
    <message>
        <source>Logarithmic in Hz</source>
        <translation>Logarithmisch in Hz</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Flat top for exact amplitudes, Hann for most things, Blackman-Harris for small lines beside large ones</source>
        <translation>Flat-Top für genaue Amplituden, Hann für das meiste, Blackman-Harris für kleine Linien neben großen</translation>
    </message>
    <message>
        <source>Hann</source>
        <translation>Hann</translation>
    </message>
    <message>
        <source>Hamming</source>
        <translation>Hamming</translation>
    </message>
    <message>
        <source>Blackman-Harris</source>
        <translation>Blackman-Harris</translation>
    </message>
    <message>
        <source>Flat top</source>
        <translation>Flat-Top</translation>
    </message>
    <message>
        <source>Rectangular</source>
        <translation>Rechteck</translation>
    </message>
    <message>
        <source>Close the spectrum</source>
        <translation>Spektrum schließen</translation>
    </message>
    <message>
        <source>Close (F)</source>
        <translation>Schließen (F)</translation>
    </message>
    <message numerus="yes">
        <source>The first %n channels are shown.</source>
        <translation><numerusform>Nur %n Kanal ist zu sehen.</numerusform><numerusform>Die ersten %n Kanäle sind zu sehen.</numerusform></translation>
    </message>
    <message>
        <source>No channel is shown.</source>
        <translation>Kein Kanal ist zu sehen.</translation>
    </message>
    <message numerus="yes">
        <source>%1: 16 samples are needed, %n are in view. Show a longer time.</source>
        <translation><numerusform>%1: 16 Samples sind nötig, %n ist zu sehen. Zeigen Sie eine längere Zeit.</numerusform><numerusform>%1: 16 Samples sind nötig, %n sind zu sehen. Zeigen Sie eine längere Zeit.</numerusform></translation>
    </message>
    <message>
        <source>%1: no spectrum across a gap (%2, %3 to %4). Show a time without it.</source>
        <translation>%1: kein Spektrum über eine Lücke hinweg (%2, %3 bis %4). Zeigen Sie eine Zeit ohne sie.</translation>
    </message>
    <message>
        <source>no samples</source>
        <translation>keine Samples</translation>
    </message>
    <message>
        <source>%1: the newest %2 samples in view, at %3</source>
        <translation>%1: die neuesten %2 sichtbaren Samples, mit %3</translation>
    </message>
    <message>
        <source>%1: %2 samples at %3</source>
        <translation>%1: %2 Samples mit %3</translation>
    </message>
    <message>
        <source>%1: %2 samples at %3, came in bursts, taken as even</source>
        <translation>%1: %2 Samples mit %3, kamen in Schüben, als gleichmäßig genommen</translation>
    </message>
    <message>
        <source>%1: %2 samples at %3, uneven by up to %4, interpolated</source>
        <translation>%1: %2 Samples mit %3, ungleichmäßig um bis zu %4, interpoliert</translation>
    </message>
    <message>
        <source>f</source>
        <translation>f</translation>
    </message>
    <message>
        <source>Levels at the crosshair; the mean is taken out</source>
        <translation>Pegel am Fadenkreuz; der Mittelwert ist abgezogen</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::SpectrumPlot</name>
    <message>
        <source>Spectrum</source>
        <translation>Spektrum</translation>
    </message>
    <message>
        <source>The arrow keys move the crosshair, Shift makes them faster</source>
        <translation>Die Pfeiltasten bewegen das Fadenkreuz, Umschalt macht sie schneller</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::StatusLine</name>
    <message>
        <source>Overall state</source>
        <translation>Gesamtzustand</translation>
    </message>
    <message>
        <source>State of the devices</source>
        <translation>Zustand der Geräte</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>Verluste</translation>
    </message>
    <message>
        <source>Devices in the state %1</source>
        <translation>Geräte im Zustand %1</translation>
    </message>
    <message>
        <source>Samples a second of all devices</source>
        <translation>Samples je Sekunde aller Geräte</translation>
    </message>
    <message>
        <source>How full the queue is</source>
        <translation>Wie voll die Warteschlange ist</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>The zone of every time in the window; a click switches it</source>
        <translation>Die Zone jeder Zeit im Fenster; ein Klick schaltet um</translation>
    </message>
    <message>
        <source>Queue %1</source>
        <translation>Warteschlange %1</translation>
    </message>
    <message>
        <source>Time zone: %1</source>
        <translation>Zeitzone: %1</translation>
    </message>
    <message>
        <source>%1 samples lost since %2.</source>
        <translation>%1 Samples verloren seit %2.</translation>
    </message>
    <message>
        <source>CSV stopped</source>
        <translation>CSV beendet</translation>
    </message>
    <message>
        <source>Recording CSV</source>
        <translation>CSV wird aufgezeichnet</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ThemeMenu</name>
    <message>
        <source>&amp;Theme</source>
        <translation>Farb&amp;schema</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>High &amp;contrast</source>
        <translation>Hoher &amp;Kontrast</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::TriggerBar</name>
    <message>
        <source>Trigger channel</source>
        <translation>Trigger-Kanal</translation>
    </message>
    <message>
        <source>The channel to watch</source>
        <translation>Der Kanal, der beobachtet wird</translation>
    </message>
    <message>
        <source>Trigger condition</source>
        <translation>Trigger-Bedingung</translation>
    </message>
    <message>
        <source>What the channel has to do</source>
        <translation>Was der Kanal tun muss</translation>
    </message>
    <message>
        <source>Trigger value</source>
        <translation>Trigger-Wert</translation>
    </message>
    <message>
        <source>The value; its line in the chart can be dragged, too</source>
        <translation>Der Wert; seine Linie im Diagramm lässt sich auch ziehen</translation>
    </message>
    <message>
        <source>Single or repeated</source>
        <translation>Einmal oder wiederholt</translation>
    </message>
    <message>
        <source>Stop at the first trigger point, or go on with each new one</source>
        <translation>Beim ersten Triggerpunkt stoppen oder mit jedem neuen weitergehen</translation>
    </message>
    <message>
        <source>Share before the trigger point</source>
        <translation>Anteil vor dem Triggerpunkt</translation>
    </message>
    <message>
        <source>How much of the picture lies before the trigger point</source>
        <translation>Wie viel vom Bild vor dem Triggerpunkt liegt</translation>
    </message>
    <message>
        <source>Hold-off</source>
        <translation>Sperrzeit</translation>
    </message>
    <message>
        <source>After a trigger point others are ignored for so long</source>
        <translation>So lange bleiben nach einem Triggerpunkt andere unbeachtet</translation>
    </message>
    <message>
        <source>Arm</source>
        <translation>Scharf schalten</translation>
    </message>
    <message>
        <source>Arm or stop (Enter)</source>
        <translation>Scharf schalten oder stoppen (Enter)</translation>
    </message>
    <message>
        <source>Close the trigger</source>
        <translation>Trigger schließen</translation>
    </message>
    <message>
        <source>Close (T)</source>
        <translation>Schließen (T)</translation>
    </message>
    <message>
        <source>Trigger</source>
        <translation>Trigger</translation>
    </message>
    <message>
        <source>rises through</source>
        <translation>steigt durch</translation>
    </message>
    <message>
        <source>falls through</source>
        <translation>fällt durch</translation>
    </message>
    <message>
        <source>is at least</source>
        <translation>ist mindestens</translation>
    </message>
    <message>
        <source>is at most</source>
        <translation>ist höchstens</translation>
    </message>
    <message>
        <source>Single</source>
        <translation>Einmal</translation>
    </message>
    <message>
        <source>Repeated</source>
        <translation>Wiederholt</translation>
    </message>
    <message>
        <source>before </source>
        <extracomment>the share of the picture before the trigger point</extracomment>
        <translation>davor </translation>
    </message>
    <message>
        <source>hold-off </source>
        <translation>Sperrzeit </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Find next</source>
        <translation>Weitersuchen</translation>
    </message>
    <message>
        <source>Trigger: %1</source>
        <translation>Trigger: %1</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::UndecodedStrip</name>
    <message>
        <source>Try all &amp;rates</source>
        <translation>Alle &amp;Raten versuchen</translation>
    </message>
    <message>
        <source>Try all baud rates</source>
        <translation>Alle Baudraten versuchen</translation>
    </message>
    <message>
        <source>Listens at one baud rate after the other, about 8 s</source>
        <translation>Hört bei einer Baudrate nach der anderen zu, etwa 8 s</translation>
    </message>
    <message>
        <source>&amp;Decoding…</source>
        <translation>&amp;Dekodierung…</translation>
    </message>
    <message>
        <source>Decoding of the device</source>
        <translation>Dekodierung des Geräts</translation>
    </message>
    <message>
        <source>Ed&amp;it…</source>
        <translation>Bearb&amp;eiten…</translation>
    </message>
    <message>
        <source>Edit the device</source>
        <translation>Das Gerät bearbeiten</translation>
    </message>
    <message>
        <source>Change its port, baud rate, format or profile</source>
        <translation>Port, Baudrate, Format oder Profil ändern</translation>
    </message>
    <message>
        <source>%1 sends, and nothing is decoded</source>
        <translation>%1 sendet, und nichts wird dekodiert</translation>
    </message>
    <message>
        <source>, and %1 more</source>
        <translation>, und %1 weitere</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ValueDelegate</name>
    <message>
        <source>mean %1</source>
        <translation>Mittel %1</translation>
    </message>
    <message>
        <source>ø %1</source>
        <comment>mean, short</comment>
        <translation>ø %1</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ValuesPanel</name>
    <message>
        <source>&amp;Big numbers</source>
        <translation>&amp;Große Zahlen</translation>
    </message>
    <message>
        <source>&amp;Choose channels</source>
        <translation>&amp;Kanäle wählen</translation>
    </message>
    <message>
        <source>Big numbers over the whole screen (F11)</source>
        <translation>Große Zahlen über den ganzen Bildschirm (F11)</translation>
    </message>
    <message>
        <source>Choose and order the channels shown here</source>
        <translation>Die hier gezeigten Kanäle wählen und ordnen</translation>
    </message>
    <message>
        <source>Filter by channel, device</source>
        <translation>Nach Kanal, Gerät filtern</translation>
    </message>
    <message>
        <source>Filter values</source>
        <translation>Werte filtern</translation>
    </message>
    <message>
        <source>Filter by channel or device (Ctrl+F in this panel)</source>
        <translation>Nach Kanal oder Gerät filtern (Strg+F in diesem Bereich)</translation>
    </message>
    <message>
        <source>How values are shown</source>
        <translation>Wie Werte gezeigt werden</translation>
    </message>
    <message>
        <source>Tiles, a list or gauges</source>
        <translation>Kacheln, eine Liste oder Instrumente</translation>
    </message>
    <message>
        <source>&amp;Tiles</source>
        <translation>Ka&amp;cheln</translation>
    </message>
    <message>
        <source>&amp;List</source>
        <translation>&amp;Liste</translation>
    </message>
    <message>
        <source>&amp;Gauges</source>
        <translation>&amp;Instrumente</translation>
    </message>
    <message>
        <source>Many channels: alarms and stale values come first.</source>
        <translation>Viele Kanäle: Alarme und veraltete Werte kommen zuerst.</translation>
    </message>
    <message>
        <source>&amp;All</source>
        <translation>&amp;Alle</translation>
    </message>
    <message>
        <source>&amp;None</source>
        <translation>Kei&amp;ne</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>&amp;Fertig</translation>
    </message>
    <message>
        <source>Show all channels of the list</source>
        <translation>Alle Kanäle der Liste zeigen</translation>
    </message>
    <message>
        <source>Hide all channels of the list</source>
        <translation>Alle Kanäle der Liste ausblenden</translation>
    </message>
    <message>
        <source>Done with choosing</source>
        <translation>Wählen beenden</translation>
    </message>
    <message>
        <source>Choose channels</source>
        <translation>Kanäle wählen</translation>
    </message>
    <message>
        <source>No values yet.
They appear when a device measures.</source>
        <translation>Noch keine Werte.
Sie erscheinen, wenn ein Gerät misst.</translation>
    </message>
    <message>
        <source>All channels are hidden.</source>
        <translation>Alle Kanäle sind ausgeblendet.</translation>
    </message>
    <message>
        <source>No channel has this in its name.</source>
        <translation>Kein Kanal hat das im Namen.</translation>
    </message>
    <message>
        <source>Show in the &amp;chart	Space</source>
        <translation>Im &amp;Diagramm zeigen	Leertaste</translation>
    </message>
    <message>
        <source>A &amp;big number</source>
        <translation>Als große &amp;Zahl</translation>
    </message>
    <message>
        <source>&amp;Hide here	Del</source>
        <translation>&amp;Hier ausblenden	Entf</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ValuesView</name>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::XyPanel</name>
    <message>
        <source>One channel over another</source>
        <translation>Ein Kanal über einem anderen</translation>
    </message>
    <message>
        <source>Y channel</source>
        <translation>Y-Kanal</translation>
    </message>
    <message>
        <source>The channel that is drawn upwards</source>
        <translation>Der Kanal, der nach oben gezeichnet wird</translation>
    </message>
    <message>
        <source>X channel</source>
        <translation>X-Kanal</translation>
    </message>
    <message>
        <source>The channel it is drawn over</source>
        <translation>Der Kanal, über dem er gezeichnet wird</translation>
    </message>
    <message>
        <source>Equal axes</source>
        <translation>Gleiche Achsen</translation>
    </message>
    <message>
        <source>A unit is as long on both axes</source>
        <translation>Eine Einheit ist auf beiden Achsen gleich lang</translation>
    </message>
    <message>
        <source>Close the XY plot</source>
        <translation>XY-Diagramm schließen</translation>
    </message>
    <message>
        <source>Close (Y)</source>
        <translation>Schließen (Y)</translation>
    </message>
    <message>
        <source>over</source>
        <extracomment>between the channel that is drawn upwards and the one it is drawn over</extracomment>
        <translation>über</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>No channel is shown.</source>
        <translation>Kein Kanal ist zu sehen.</translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation>%1 Punkte</translation>
    </message>
    <message>
        <source>%1 points, one of %2 samples</source>
        <translation>%1 Punkte, einer von je %2 Samples</translation>
    </message>
    <message>
        <source>%1 and %2 have no samples in this time.</source>
        <translation>%1 und %2 haben in dieser Zeit keine Samples.</translation>
    </message>
    <message>
        <source>The newest point has a ring; what is older is fainter</source>
        <translation>Der neueste Punkt hat einen Ring; was älter ist, ist blasser</translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::XyPlot</name>
    <message>
        <source>One channel over another</source>
        <translation>Ein Kanal über einem anderen</translation>
    </message>
    <message>
        <source>The arrow keys move the crosshair, Shift makes them faster</source>
        <translation>Die Pfeiltasten bewegen das Fadenkreuz, Umschalt macht sie schneller</translation>
    </message>
</context>
<context>
    <name>text_file</name>
    <message>
        <source>%1 could not be written: %2. Choose another place.</source>
        <translation>%1 kann nicht geschrieben werden: %2. Wählen Sie einen anderen Ort.</translation>
    </message>
</context>
</TS>
